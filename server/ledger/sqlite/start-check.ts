/**
 * The check before a store serves: each board must have the line that its witness has seen, and its newest lines must add
 * up; older lines are verified up to a bounded number. The rest is verified in the upkeep worker while the store serves
 * (for a million lines SHA-256 alone takes a second). What does not add up is noted as the damage of that board.
 */
import type { LedgerFault } from '../../ledger-fault.ts';
import type { Damages } from '../contract.ts';
import type { StoreLog } from '../store.ts';
import { faultOf, isDamage } from './faults.ts';
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
  /** Lines that are verified before the store serves, besides each board's newest. */
  linesAtStart: number;
  epoch: string;
}

/** What the check found: the heads to witness, and the boards of which older lines are still to be verified. */
export interface StartCheck {
  heads: WitnessedHead[];
  unverified: string[];
}

const RESTORE =
  'Its numbers are withheld, and the other boards are served: restore a backup (docs/operating.md, "Damage").';

/** @throws LedgerFault if the table of boards itself cannot be read */
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
  // A withheld board keeps its old witness: the next start compares it with the same line again.
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
    if (!isDamage(error)) throw error;
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

/** The hash of a line; undefined for a line that is missing or does not match its own hash. */
function hashAt(reader: LineReader, board: string, seq: number): string | undefined {
  try {
    return reader.leaf(board, seq)?.hash;
  } catch (error) {
    if (isDamage(error)) return undefined;
    throw error;
  }
}

/** A board that the witness does not name may have lost its newest lines unnoticed: the log says so. */
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

/** Returns the boards of which not all lines were verified. */
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
    if (!isDamage(error)) throw error;
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

/** Verifies the lines that the start left out, and the structure of the file. Never rejects. */
export async function checkRest(parts: RestParts, unverified: readonly string[]): Promise<void> {
  const { health, damages, log } = parts;
  try {
    for (const board of unverified) await checkBoard(parts, board, 1);
    const found = await checkFile(parts);
    // If a board is damaged, the structure is broken where that board lies: the others can still be written.
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
