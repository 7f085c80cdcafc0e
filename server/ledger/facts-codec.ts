/**
 * Turns the facts of a line into what is stored and hashed, and back. The stored facts are canonical JSON without defaults,
 * in which SHA-256(salt ‖ text) stands for each free text. The texts are stored beside them, and can be erased while the
 * leaf stays as it is. `asOf`, the target and the kind's number are fields of the leaf; a board's own kind, which has no
 * number, stands in the facts.
 */
import { hash } from 'node:crypto';
import type { Count } from '#shared/count.ts';
import { DESK } from '#shared/desk-claimant.ts';
import type { ClaimFacts, Line } from '#shared/line.ts';
import type { Instant } from '#shared/time.ts';
import { canonicalJson } from '../canonical-json.ts';
import type { DraftFacts } from './contract.ts';
import { hasOwnCode } from './leaf.ts';

/** The free texts that an entry may have, each at most once. Sources are one text: their canonical JSON. */
export const TEXT_FIELDS = ['text', 'words', 'reason', 'sources'] as const;
export type TextField = (typeof TEXT_FIELDS)[number];

export interface SealedText {
  field: TextField;
  /** 16 random bytes, erased with the text: without them nobody can try out guesses at it against the hash. */
  salt: Uint8Array;
  text: string;
}

/** SHA-256(salt ‖ text), base64url: how a text stands in a leaf. */
export function hashText(salt: Uint8Array, text: string): string {
  return hash('sha256', Buffer.concat([salt, Buffer.from(text)]), 'base64url');
}

/** The facts as canonical JSON, and the texts that it holds the hashes of. */
export function encodeFacts(
  facts: DraftFacts,
  newSalt: () => Uint8Array,
): { json: string; texts: SealedText[] } {
  const texts: SealedText[] = [];
  const stored = sealFacts(facts, (field, text) => {
    const salt = newSalt();
    texts.push({ field, salt, text });
    return hashText(salt, text);
  });
  return { json: canonicalJson(stored), texts };
}

type Seal = (field: TextField, text: string) => string;
/** Facts as they are stored, parsed. */
export type StoredFacts = Record<string, unknown>;

function sealFacts(facts: DraftFacts, seal: Seal): StoredFacts {
  switch (facts.kind) {
    case 'correction':
      return { set: sealFields(facts.set, seal), reason: sealText('reason', facts.reason, seal) };
    case 'retraction':
    case 'erasure':
      return { reason: sealText('reason', facts.reason, seal) };
    case 'status':
      return { status: facts.status, sources: sealSources(facts.sources, seal) };
    case 'mark':
      return { key: facts.key, pinned: facts.pinned };
    case 'checked':
      return { of: facts.of, place: facts.place };
    case 'board':
      return { set: facts.set };
    default:
      return sealClaim(facts, seal);
  }
}

function sealClaim(facts: ClaimFacts, seal: Seal): StoredFacts {
  const { kind, asOf: _, claimant, status, sources, ...rest } = facts;
  const stored = sealFields(rest, seal);
  if (!hasOwnCode(kind)) stored.kind = kind;
  if (stored.op === 'add') stored.op = undefined;
  if (stored.count === 1) stored.count = undefined;
  if (claimant !== DESK) stored.claimant = claimant;
  if (status !== 'reported') stored.status = status;
  stored.sources = sealSources(sources, seal);
  return stored;
}

/** The fields with hashes for their texts. An empty list of sources is kept: in a correction it empties the field. */
function sealFields(
  fields: { text?: string | null; count?: Count; sources?: readonly object[] },
  seal: Seal,
): StoredFacts {
  const stored: StoredFacts = { ...fields };
  if (typeof fields.text === 'string') stored.text = seal('text', fields.text);
  if (fields.count) stored.count = sealCount(fields.count, seal);
  if (fields.sources) stored.sources = sealSources(fields.sources, seal) ?? [];
  return stored;
}

function sealCount({ best, low, high, words, atLeast }: Count, seal: Seal): number | StoredFacts {
  const bare = low === undefined && high === undefined && words === undefined && atLeast === undefined;
  return bare ? best : { best, low, high, atLeast, words: sealText('words', words, seal) };
}

function sealSources(sources: readonly object[] | undefined, seal: Seal): string | undefined {
  return sources && sources.length > 0 ? seal('sources', canonicalJson(sources)) : undefined;
}

function sealText(field: TextField, text: string | undefined, seal: Seal): string | undefined {
  return text === undefined ? undefined : seal(field, text);
}

/** A line as a store keeps it. */
export interface StoredLine {
  seq: number;
  at: Instant;
  id: string;
  kind: Line['kind'];
  asOf: Instant | null;
  /** The line that a change or an erasure is about. */
  target: { id: string; seq: number } | null;
  /** What `encodeFacts` wrote, parsed. The line takes over its objects and changes them. */
  facts: StoredFacts;
  /** The entry's texts by field. A text whose hash is in the facts and that is missing here was erased. */
  texts: ReadonlyMap<string, string> | undefined;
}

/** The line as it was appended, without the texts that have been erased since. */
export function decodeLine({ seq, at, id, kind, asOf, target, facts, texts }: StoredLine): Line {
  const line: StoredFacts = { seq, at, id, kind };
  if (asOf !== null) {
    if (kind !== 'update') {
      line.op = 'add';
      line.count = 1;
    }
    line.asOf = asOf;
    line.claimant = DESK;
    line.status = 'reported';
  }
  if (target !== null) Object.assign(line, { target: target.id, targetSeq: target.seq });
  Object.assign(line, facts);
  // A board's definition is stored in the clear: its `set` holds no hashes.
  if (kind !== 'board' && unseal(line, texts)) line.erased = true;
  return line as unknown as Line;
}

/** Replaces the hashes by their texts. Returns whether a text is missing. */
function unseal(line: StoredFacts, texts: StoredLine['texts']): boolean {
  let erased = false;
  visitSealed(line, (fields, field) => {
    const text = texts?.get(field);
    if (text !== undefined) fields[field] = field === 'sources' ? JSON.parse(text) : text;
    else erased = delete fields[field];
  });
  for (const fields of [line, line.set as StoredFacts | undefined]) {
    if (typeof fields?.count === 'number') fields.count = { best: fields.count };
  }
  return erased;
}

/** The hashes that stand for texts in stored facts, by field. */
export function textHashes(json: string): Map<string, string> {
  const found = new Map<string, string>();
  visitSealed(JSON.parse(json) as StoredFacts, (_, field, hashed) => found.set(field, hashed));
  return found;
}

/** Visits each hash of a text: in the facts, in their count, and in what a correction sets. */
function visitSealed(
  fields: StoredFacts,
  visit: (fields: StoredFacts, field: TextField, hashed: string) => unknown,
): void {
  for (const field of TEXT_FIELDS) {
    const hashed = fields[field];
    if (typeof hashed === 'string') visit(fields, field, hashed);
  }
  if (typeof fields.count === 'object') visitSealed(fields.count as StoredFacts, visit);
  if (typeof fields.set === 'object') visitSealed(fields.set as StoredFacts, visit);
}
