/**
 * The leaf: the bytes that prove one line, described for the public in docs/ledger-format.md. They are concatenated from
 * what is stored: nothing is parsed and written anew.
 */
import { hash } from 'node:crypto';
import { isKindId } from '#shared/kind-words.ts';
import type { Facts } from '#shared/line.ts';
import type { Instant } from '#shared/time.ts';

const FORMAT = 1;
const HEADER_BYTES = 82;

/** The number of a kind in a leaf, on every board. A number, once given, never changes its meaning. */
export const KIND_CODES = {
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
} as const satisfies Partial<Record<Facts['kind'], number>>;
/** The number of every kind that a board brings itself: its id stands in the facts. */
const OWN_KIND = 4;

// Object.entries widens the keys to string; they are those of the table above.
const numbered = Object.entries(KIND_CODES) as [keyof typeof KIND_CODES, number][];
const codesByKind = new Map<Facts['kind'], number>(numbered);
const kindsByCode = new Map<number, Facts['kind']>(numbered.map(([kind, code]) => [code, kind]));

export function codeOfKind(kind: Facts['kind']): number {
  return codesByKind.get(kind) ?? OWN_KIND;
}

/** Whether the kind has a number of its own; otherwise its id stands in the facts. */
export function hasOwnCode(kind: Facts['kind']): boolean {
  return codesByKind.has(kind);
}

/**
 * The kind with this number; undefined if there is none.
 * @param readFacts called for a board's own kind, whose id stands in the facts
 */
export function kindOfCode(
  code: number,
  readFacts: () => { kind?: unknown } | undefined,
): Facts['kind'] | undefined {
  if (code !== OWN_KIND) return kindsByCode.get(code);
  const kind = readFacts()?.kind;
  // A kind with a number of its own is never written under this one: the same line would have two forms.
  return typeof kind === 'string' && isKindId(kind) && !hasOwnCode(kind) ? kind : undefined;
}

/** The hash before the first line of a board. */
export const NO_HASH: Uint8Array = new Uint8Array(32);

export interface LeafParts {
  /** As `codeOfKind` says. */
  kind: number;
  seq: number;
  at: Instant;
  /** Counts and updates have one. */
  asOf: Instant | null;
  /** `seq` of the changed line; changes and erasures have one. */
  target: number | null;
  /** 16 bytes. */
  id: Uint8Array;
  /** The hash of the line before, or `NO_HASH`. */
  previous: Uint8Array;
  /** Canonical JSON, texts replaced by their hashes. */
  facts: string | Uint8Array;
}

/** The leaf's bytes, and SHA-256(0x00 ‖ leaf): an RFC 6962 leaf hash, so that a Merkle tree can stand on them. */
export function sealLeaf(parts: LeafParts): { leaf: Uint8Array; hash: Buffer } {
  const facts = typeof parts.facts === 'string' ? Buffer.from(parts.facts) : parts.facts;
  const bytes = Buffer.allocUnsafe(1 + HEADER_BYTES + facts.length);
  bytes[0] = 0;
  bytes[1] = FORMAT;
  bytes[2] = parts.kind;
  writeInteger(bytes, 3, parts.seq);
  writeInteger(bytes, 11, parts.at);
  writeInteger(bytes, 19, parts.asOf ?? 0);
  writeInteger(bytes, 27, parts.target ?? 0);
  bytes.set(parts.id, 35);
  bytes.set(parts.previous, 51);
  bytes.set(facts, 1 + HEADER_BYTES);
  return { leaf: bytes.subarray(1), hash: hash('sha256', bytes, 'buffer') };
}

/** 64 bits, two's complement, big-endian. Writing halves takes a third of the time that BigInt takes. */
function writeInteger(bytes: Buffer, offset: number, value: number): void {
  bytes.writeInt32BE(Math.floor(value / 0x1_0000_0000), offset);
  bytes.writeUInt32BE(value >>> 0, offset + 4);
}
