/**
 * What is looked at before a store serves: that each board has what its witness has seen, and that its lines add up, the
 * newest of them always and the older as far as a bounded number of lines goes. The rest is verified in the upkeep
 * worker while the store serves (a second for a million lines is SHA-256 alone). What does not add up is one board's damage.
 */
import type { Damages } from '../contract.ts';
import { LedgerFault } from '../contract.ts';
import type { StoreLog } from '../store.ts';
import { faultOf } from './faults.ts';
import type { Testimony, WitnessedHead } from './head-witness.ts';
import type { LineReader } from './reader.ts';
import type { StoreHealth } from './store-health.ts';
import type { UpkeepCalls } from './upkeep-worker.ts';
import type { Caller } from './worker-calls.ts';
import type { WriteBreaker } from './write-breaker.ts';

/** Lines of each board that are verified before the first is served. */
const NEWEST = 1_000;

export interface CheckParts {
  reader: LineReader;
  upkeep: Caller<UpkeepCalls>;
  damages: Damages;
  testimony: Testimony | undefined;
  log: StoreLog;
  /** Lines that are verified before the first is served, over and above each board's newest. */
  linesAtStart: number;
  epoch: string;
}

/** What a start found: how far each board has come, and which of them were not looked at whole. */
export interface StartCheck {
  heads: WitnessedHead[];
  unverified: string[];
}

const RESTORE =
  'Its numbers are withheld, and the other boards are served: restore a backup (docs/operating.md, "Damage").';

/** @throws LedgerFault where the table of boards itself cannot be read */
export async function checkStart(parts: CheckParts): Promise<StartCheck> {
  const { reader, damages, testimony } = parts;
  const known = reader.boards();
  const heads: WitnessedHead[] = [];
  for (const board of known) {
    const head = readHead(parts, board);
    if (head) heads.push(head);
  }
  for (const head of testimony?.heads ?? []) assertWitnessed(parts, head, known);
  warnOfUnwitnessed(parts, heads);
  const unverified = await checkLines(parts, heads);
  const sound = heads.filter(({ board }) => !damages.of(board));
  // What was withheld is compared with the same witness again at the next start.
  const withheld = (testimony?.heads ?? []).filter(({ board }) => damages.of(board));
  return { heads: [...sound, ...withheld], unverified };
}

function readHead({ reader, damages }: CheckParts, board: string): WitnessedHead | undefined {
  try {
    const head = reader.head(board);
    if (head) return { board, seq: head.seq, hash: head.hash };
    damages.note(board, `tocsin.db has no entry of board ${board}. ${RESTORE}`);
  } catch (error) {
    damages.note(board, `tocsin.db cannot be read where board ${board} lies. ${RESTORE}`);
    if (!(error instanceof LedgerFault && error.code === 'damaged')) throw error;
  }
  return undefined;
}

function assertWitnessed(
  { reader, damages }: CheckParts,
  { board, seq, hash }: WitnessedHead,
  known: readonly string[],
): void {
  if (damages.of(board) || hashAt(reader, board, seq) === hash) return;
  const lacks = known.includes(board)
    ? `Board ${board} lacks entry ${seq}, which head-witness.json has seen, or has another in its place.`
    : `Board ${board} is in head-witness.json and not in tocsin.db.`;
  damages.note(
    board,
    `${lacks} Its numbers are withheld, and the other boards are served. If you restored a backup, remove head-witness.json and start again; otherwise entries are lost: restore a backup.`,
  );
}

/** A line that does not match its own hash is not the one that was witnessed. */
function hashAt(reader: LineReader, board: string, seq: number): string | undefined {
  try {
    return reader.leaf(board, seq)?.hash;
  } catch (error) {
    if (error instanceof LedgerFault && error.code === 'damaged') return undefined;
    throw error;
  }
}

/** What nobody has seen may have lost its end: that cannot be told, so it is said. */
function warnOfUnwitnessed({ testimony, log, epoch }: CheckParts, heads: readonly WitnessedHead[]): void {
  if (!testimony) return;
  if (testimony.epoch !== epoch)
    log.warn(
      'head-witness.json is of another epoch than tocsin.db. What it has seen of each board is compared all the same, and pages that are open read the boards anew.',
    );
  const witnessed = new Set(testimony.heads.map(({ board }) => board));
  const others = heads.filter(({ board }) => !witnessed.has(board)).map(({ board }) => board);
  if (others.length === 0) return;
  log.warn(
    `head-witness.json says nothing of board ${others.join(', ')}: made within seconds of a crash, or the file is not the one of this database. What tocsin.db has of it adds up and is served; whether its newest entries are all there cannot be told.`,
  );
}

/** Answers the boards that were not looked at whole. */
async function checkLines(parts: CheckParts, heads: readonly WitnessedHead[]): Promise<string[]> {
  const suspects = new Set(parts.testimony?.withheld.map(({ board }) => board));
  const unverified: string[] = [];
  let room = parts.linesAtStart;
  for (const { board, seq } of heads) {
    const isWhole = seq <= NEWEST || suspects.has(board) || seq <= room;
    if (isWhole) room -= seq;
    else unverified.push(board);
    await checkBoard(parts, board, isWhole ? 1 : seq - NEWEST + 1);
  }
  return unverified;
}

async function checkBoard(
  { upkeep, damages }: Pick<CheckParts, 'upkeep' | 'damages'>,
  board: string,
  from: number,
): Promise<void> {
  if (damages.of(board)) return;
  try {
    const found = await upkeep.call('verifyBoard', { slug: board, from });
    if (found === undefined) return;
    damages.note(board, `Entry ${found} of board ${board} is not what was stored. ${RESTORE}`);
  } catch (error) {
    if (!(error instanceof LedgerFault && error.code === 'damaged')) throw error;
    damages.note(board, `tocsin.db cannot be read where board ${board} lies. ${RESTORE}`);
  }
}

export interface RestParts {
  upkeep: Caller<UpkeepCalls>;
  damages: Damages;
  health: StoreHealth;
  breaker: WriteBreaker;
  log: StoreLog;
}

/** Verifies what the start left, and the file's own structure. Never rejects. */
export async function checkRest(parts: RestParts, unverified: readonly string[]): Promise<void> {
  const { health, damages, log } = parts;
  try {
    for (const board of unverified) await checkBoard(parts, board, 1);
    const found = await checkFile(parts);
    // Where a board is damaged, the file's structure is where that board lies; the others go on.
    if (found && damages.all().size === 0) parts.breaker.trip(found);
  } catch (error) {
    if (!health.fault) log.error(`The database could not be verified. ${faultOf(error).message}`);
  }
}

async function checkFile({ upkeep, log }: RestParts): Promise<LedgerFault | undefined> {
  try {
    await upkeep.call('checkFile', null);
    return undefined;
  } catch (error) {
    const fault = faultOf(error);
    if (fault.code !== 'damaged') throw fault;
    log.error(fault.message);
    return fault;
  }
}
