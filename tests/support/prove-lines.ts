/**
 * The leaves of exported lines, recomputed from the words of docs/ledger-format.md alone: nothing of the server is imported
 * here.
 */
import { createHash } from 'node:crypto';

type Json = Record<string, unknown>;

const NUMBERS: Readonly<Record<string, number>> = {
  registration: 1,
  arrest: 2,
  update: 3,
  correction: 16,
  retraction: 17,
  status: 18,
  mark: 19,
  checked: 32,
  board: 33,
  erasure: 34,
};
const ANY_OTHER = 4;

export function proveLines(lines: readonly Json[]): { hashes: string[]; head: string } {
  const seqs = new Map(lines.map((line) => [line.id, Number(line.seq)]));
  const hashes: string[] = [];
  let previous = Buffer.alloc(32);
  for (const line of lines) {
    const header = Buffer.alloc(82);
    header[0] = 1;
    header[1] = NUMBERS[String(line.kind)] ?? ANY_OTHER;
    const integers = [
      line.seq,
      Date.parse(String(line.at)),
      line.asOf === undefined ? 0 : Date.parse(String(line.asOf)),
      seqs.get(line.target) ?? 0,
    ];
    for (const [index, integer] of integers.entries())
      header.writeBigInt64BE(BigInt(Number(integer)), 2 + 8 * index);
    Buffer.from(String(line.id).replaceAll('-', ''), 'hex').copy(header, 34);
    previous.copy(header, 50);
    const facts = Buffer.from(canonical(factsOf(line)));
    previous = createHash('sha256')
      .update(Buffer.concat([Buffer.from([0]), header, facts]))
      .digest();
    hashes.push(previous.toString('hex'));
    // The next leaf is made on what the line itself says, so that one that was changed is found out alone.
    previous = Buffer.from(String(line.hash), 'hex');
  }
  return { hashes, head: hashes.at(-1) ?? '' };
}

/** What each kind of line has as facts. */
function factsOf(line: Json): Json {
  const { set, key, pinned, of, place, status } = line;
  const reason = sealed(line, 'reason', line.reason);
  switch (line.kind) {
    case 'board':
      return { set };
    case 'checked':
      return { of, place };
    case 'mark':
      return { key, pinned };
    case 'retraction':
    case 'erasure':
      return { reason };
    case 'status':
      return { status, sources: sealed(line, 'sources', line.sources) };
    case 'correction':
      return { set: corrected(line, set as Json), reason };
    default:
      return claimed(line);
  }
}

function claimed(line: Json): Json {
  const { kind, op, place, day, claimant, status } = line;
  const count = counted(line, line.count);
  return {
    ...(NUMBERS[String(kind)] === undefined && { kind }),
    ...(op !== 'add' && { op }),
    ...(count !== 1 && { count }),
    ...{ place, day },
    ...(claimant !== 'desk' && { claimant }),
    ...(status !== 'reported' && { status }),
    text: sealed(line, 'text', line.text),
    sources: sealed(line, 'sources', line.sources),
  };
}

function corrected(line: Json, set: Json): Json {
  const { asOf, sources } = set;
  return {
    ...set,
    ...(asOf !== undefined && { asOf: Date.parse(String(asOf)) }),
    text: set.text === null ? null : sealed(line, 'text', set.text),
    count: counted(line, set.count),
    sources: Array.isArray(sources) && sources.length === 0 ? [] : sealed(line, 'sources', sources),
  };
}

/** A number alone where there is nothing but a best one. */
function counted(line: Json, count: unknown): unknown {
  if (count === undefined) return undefined;
  const given = typeof count === 'number' ? { best: count } : (count as Json);
  const words = sealed(line, 'words', given.words);
  return Object.keys(given).length === 1 && words === undefined ? given.best : { ...given, words };
}

/** The hash of a text that stands, made with its salt; of one that was erased what is left of it. */
function sealed(line: Json, field: string, text: unknown): string | undefined {
  if (text === undefined) return (line.sealed as Json | undefined)?.[field] as string | undefined;
  const salt = Buffer.from(String((line.salts as Json)[field]), 'hex');
  const bytes = Buffer.from(typeof text === 'string' ? text : canonical(text));
  return createHash('sha256')
    .update(Buffer.concat([salt, bytes]))
    .digest('base64url');
}

/** RFC 8785. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  members.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`).join()}}`;
}
