/**
 * Facts between a line and what is stored and hashed: canonical JSON without defaults, in which each free text stands
 * as SHA-256(salt ‖ text), and the texts themselves, which can be erased while the leaf stays as it is.
 * `asOf`, the target and the kind's number have fields of their own in the leaf; a kind without one stands in the facts.
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
  /** Random bytes, without which nobody can try out what an erased text may have been. */
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
  const said = sayFacts(facts, (field, text) => {
    const salt = newSalt();
    texts.push({ field, salt, text });
    return hashText(salt, text);
  });
  return { json: canonicalJson(said), texts };
}

type Seal = (field: TextField, text: string) => string;
/** Facts as they are stored: see the top of this file. */
export type Said = Record<string, unknown>;

function sayFacts(facts: DraftFacts, seal: Seal): Said {
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
      return sayClaim(facts, seal);
  }
}

function sayClaim(facts: ClaimFacts, seal: Seal): Said {
  const { kind, asOf: _, claimant, status, sources, ...rest } = facts;
  const said = sealFields(rest, seal);
  if (!hasOwnCode(kind)) said.kind = kind;
  if (said.op === 'add') said.op = undefined;
  if (said.count === 1) said.count = undefined;
  if (claimant !== DESK) said.claimant = claimant;
  if (status !== 'reported') said.status = status;
  said.sources = sealSources(sources, seal);
  return said;
}

/** Fields with their texts as hashes. An empty list of sources stays here: in a correction it empties the field. */
function sealFields(
  fields: { text?: string | null; count?: Count; sources?: readonly object[] },
  seal: Seal,
): Said {
  const said: Said = { ...fields };
  if (typeof fields.text === 'string') said.text = seal('text', fields.text);
  if (fields.count) said.count = sealCount(fields.count, seal);
  if (fields.sources) said.sources = sealSources(fields.sources, seal) ?? [];
  return said;
}

function sealCount({ best, low, high, words, atLeast }: Count, seal: Seal): number | Said {
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
  /** Of a change or an erasure: the line it is about. */
  target: { id: string; seq: number } | null;
  /** What `encodeFacts` wrote, parsed; becomes part of the line. */
  said: Said;
  /** The entry's texts by field; one that the facts speak of and that is not here was erased. */
  texts: ReadonlyMap<string, string> | undefined;
}

/** The line that was appended, without the texts that were erased since. */
export function decodeLine({ seq, at, id, kind, asOf, target, said, texts }: StoredLine): Line {
  const line: Said = { seq, at, id, kind };
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
  Object.assign(line, said);
  // What a board is called and said to be stands in the clear: its `set` holds no hashes.
  if (kind !== 'board' && unseal(line, texts)) line.erased = true;
  return line as unknown as Line;
}

/** Puts the texts back in the place of their hashes; whether one of them is gone. */
function unseal(line: Said, texts: StoredLine['texts']): boolean {
  let erased = false;
  visitSealed(line, (fields, field) => {
    const text = texts?.get(field);
    if (text !== undefined) fields[field] = field === 'sources' ? JSON.parse(text) : text;
    else erased = delete fields[field];
  });
  for (const fields of [line, line.set as Said | undefined]) {
    if (typeof fields?.count === 'number') fields.count = { best: fields.count };
  }
  return erased;
}

/** The hashes that stand in facts in the place of texts, by field. */
export function textHashes(json: string): Map<string, string> {
  const found = new Map<string, string>();
  visitSealed(JSON.parse(json) as Said, (_, field, hashed) => found.set(field, hashed));
  return found;
}

/** Where the hash of a text stands: in the facts, in their count, in what a correction sets. */
function visitSealed(fields: Said, visit: (fields: Said, field: TextField, hashed: string) => unknown): void {
  for (const field of TEXT_FIELDS) {
    const hashed = fields[field];
    if (typeof hashed === 'string') visit(fields, field, hashed);
  }
  if (typeof fields.count === 'object') visitSealed(fields.count as Said, visit);
  if (typeof fields.set === 'object') visitSealed(fields.set as Said, visit);
}
