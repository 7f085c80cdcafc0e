/**
 * Appends a whole group of batches in one transaction; each batch is stored wholly or not at all. It runs in the writer
 * worker. Nobody else writes during the transaction, so what it reads holds until the commit.
 */
import type { DatabaseSync } from 'node:sqlite';
import type { Instant } from '#shared/time.ts';
import type { AppendOutcome, Batch, Draft } from '../contract.ts';
import { encodeFacts } from '../facts-codec.ts';
import { codeOfKind, KIND_CODES, NO_HASH, sealLeaf } from '../leaf.ts';
import { uuidToBytes } from '../uuid.ts';
import type { AppendStatements, Head, KnownEntry } from './append-statements.ts';
import { prepareAppend } from './append-statements.ts';
import { createKeyedHash } from './keyed-hash.ts';
import { createSalts } from './salts.ts';
import { BOARD_STEP } from './schema.ts';
import { inSavepoint, inTransaction } from './transaction.ts';

/** What became of one draft. `targetSeq` is that of a new change or erasure. */
export interface AppendedDraft {
  seq: number;
  at: Instant;
  version: number;
  repeated: boolean;
  targetSeq?: number;
}
export type RefusedBatch = Exclude<AppendOutcome, { outcome: 'appended' }>;
/** `headHash` is the hash of the batch's last new line, hexadecimal; '' where all were repeats. */
export type BatchResult = { outcome: 'appended'; appended: AppendedDraft[]; headHash: string } | RefusedBatch;

export interface AppendRequest {
  now: Instant;
  batches: readonly Batch[];
}
export interface EraseRequest {
  now: Instant;
  batch: Batch;
  targetSeq: number;
}
export interface Appender {
  append(request: AppendRequest): BatchResult[];
  erase(request: EraseRequest): BatchResult;
}

/** One transaction: its time, and the heads of the boards and the authors as it has left them so far. */
interface Transaction {
  db: DatabaseSync;
  sql: AppendStatements;
  hashBody: (body: string) => Uint8Array;
  newSalt: () => Uint8Array;
  now: Instant;
  heads: Map<string, Head>;
  authors: Map<string, number>;
}
/** A batch that is being appended. `head` moves with each line, and becomes the board's once all of them are in. */
interface OpenBatch {
  transaction: Transaction;
  batch: Batch;
  author: number | null;
  head: Head;
}

export function createAppender(db: DatabaseSync, bodyKey: Uint8Array): Appender {
  const lasting = { db, sql: prepareAppend(db), hashBody: createKeyedHash(bodyKey), newSalt: createSalts() };
  const begin = (now: Instant): Transaction => ({ ...lasting, now, heads: new Map(), authors: new Map() });
  return {
    append: ({ now, batches }) =>
      inTransaction(db, () => {
        const transaction = begin(now);
        return batches.map((batch) => appendBatch(transaction, batch));
      }),
    erase: ({ now, batch, targetSeq }) => inTransaction(db, () => eraseTexts(begin(now), batch, targetSeq)),
  };
}

function eraseTexts(transaction: Transaction, batch: Batch, targetSeq: number): BatchResult {
  const [draft] = batch.drafts;
  if (batch.drafts.length !== 1 || draft?.facts.kind !== 'erasure') {
    throw new TypeError('Erasing takes a batch of one draft of the kind erasure.');
  }
  const board = headOf(transaction, batch.board)?.no;
  if (board === undefined) return { outcome: 'no-board' };
  const target = board * BOARD_STEP + targetSeq;
  if (transaction.sql.known(board, uuidToBytes(draft.facts.target))?.key !== target)
    return { outcome: 'no-target', index: 0 };
  const result = appendBatch(transaction, batch);
  if (result.outcome !== 'appended') return result;
  const [erasure] = result.appended;
  transaction.sql.forget(target, board * BOARD_STEP + (erasure?.seq ?? 0));
  return result;
}

function appendBatch(transaction: Transaction, batch: Batch): BatchResult {
  const author = batch.author === null ? null : authorOf(transaction, batch.author);
  const append = () => appendDrafts(transaction, batch, author);
  // A single draft is refused before anything is written: it needs no savepoint.
  if (batch.drafts.length === 1) return append();
  return inSavepoint(transaction.db, append, (result) => result.outcome === 'appended');
}

/** To be called before the batch's savepoint: a number that is remembered here must not be rolled back with the batch. */
function authorOf(transaction: Transaction, name: string): number {
  const known = transaction.authors.get(name) ?? transaction.sql.author(name);
  transaction.authors.set(name, known);
  return known;
}

function appendDrafts(transaction: Transaction, batch: Batch, author: number | null): BatchResult {
  const [first] = batch.drafts;
  const makes = first !== undefined && makesBoard(first, batch.board);
  const existing = headOf(transaction, batch.board);
  if (!(existing || makes)) return { outcome: 'no-board' };
  const head = existing
    ? { ...existing }
    : { no: transaction.sql.addBoard(batch.board), seq: 0, at: transaction.now, hash: NO_HASH };
  const open: OpenBatch = { transaction, batch, author, head };
  const appended: AppendedDraft[] = [];
  for (const [index, draft] of batch.drafts.entries()) {
    const result = appendDraft(open, draft, index);
    if ('outcome' in result) return result;
    appended.push(result);
  }
  transaction.heads.set(batch.board, head);
  const anyNew = appended.some(({ repeated }) => !repeated);
  return { outcome: 'appended', appended, headHash: anyNew ? Buffer.from(head.hash).toString('hex') : '' };
}

/** Whether a draft makes the board: only its first line names the slug, which no later line can change. */
function makesBoard(draft: Draft, slug: string): boolean {
  return draft.facts.kind === 'board' && draft.facts.set.slug === slug;
}

function headOf(transaction: Transaction, slug: string): Head | undefined {
  const known = transaction.heads.get(slug);
  if (known) return known;
  const row = transaction.sql.head(slug);
  return row && { no: row.no, seq: row.key - row.no * BOARD_STEP, at: row.at, hash: row.hash };
}

function appendDraft(open: OpenBatch, draft: Draft, index: number): AppendedDraft | RefusedBatch {
  const target = 'target' in draft.facts ? draft.facts.target : undefined;
  if (target !== undefined) return appendChange(open, draft, { index, target });
  if (open.head.seq > 0 && makesBoard(draft, open.batch.board)) {
    return repeatOrConflict(open, draft, index) ?? { outcome: 'board-exists' };
  }
  return insert(open, draft, { index, target: null, version: 1 });
}

/** The id is looked up before the target's version is compared: a repeated change would find its own effect stale. */
function appendChange(
  open: OpenBatch,
  draft: Draft,
  { index, target }: { index: number; target: string },
): AppendedDraft | RefusedBatch {
  const { sql } = open.transaction;
  const repeat = repeatOrConflict(open, draft, index);
  if (repeat) return repeat;
  const found = sql.known(open.head.no, uuidToBytes(target));
  if (!found) return { outcome: 'no-target', index };
  if (draft.facts.kind === 'erasure') return insert(open, draft, { index, target: found.key, version: 1 });
  const version = 1 + sql.countChanges(found.key, Number.MAX_SAFE_INTEGER);
  if ((draft.seenVersion ?? version) !== version) return { outcome: 'stale', index, version };
  return insert(open, draft, { index, target: found.key, version: version + 1 });
}

/** Inserts first and looks the id up only if that fails: looking before each insert takes two to three times as long. */
function insert(
  open: OpenBatch,
  draft: Draft,
  { index, target, version }: { index: number; target: number | null; version: number },
): AppendedDraft | RefusedBatch {
  const { transaction, head, batch } = open;
  const { facts } = draft;
  const { json, texts } = encodeFacts(facts, transaction.newSalt);
  const seq = head.seq + 1;
  const key = head.no * BOARD_STEP + seq;
  const at = Math.max(transaction.now, head.at);
  const id = uuidToBytes(draft.id);
  const asOf = 'asOf' in facts ? facts.asOf : null;
  const kind = codeOfKind(facts.kind);
  const targetSeq = target === null ? null : target % BOARD_STEP;
  const { hash } = sealLeaf({ kind, seq, at, asOf, target: targetSeq, id, previous: head.hash, facts: json });
  if (!transaction.sql.insertEntry({ key, at, kind, asOf, target, id, hash, facts: json })) {
    return repeatOrConflict(open, draft, index) ?? { outcome: 'conflict', index, id: draft.id };
  }
  transaction.sql.insertReceipt({
    key,
    author: open.author,
    waited: at - batch.receivedAt,
    body: transaction.hashBody(draft.body),
  });
  for (const text of texts) transaction.sql.insertText(key, text);
  Object.assign(head, { seq, at, hash });
  return { seq, at, version, repeated: false, ...(targetSeq !== null && { targetSeq }) };
}

/** The outcome for an id that is taken: a repeat with its first result, or a conflict. Undefined if the id is free. */
function repeatOrConflict(
  { transaction, head }: OpenBatch,
  draft: Draft,
  index: number,
): AppendedDraft | RefusedBatch | undefined {
  const known = transaction.sql.known(head.no, uuidToBytes(draft.id));
  if (!known) return undefined;
  if (!known.body || Buffer.compare(known.body, transaction.hashBody(draft.body)) !== 0) {
    return { outcome: 'conflict', index, id: draft.id };
  }
  return {
    seq: known.key % BOARD_STEP,
    at: known.at,
    version: versionAfter(transaction, known),
    repeated: true,
  };
}

function versionAfter(transaction: Transaction, { key, kind, target }: KnownEntry): number {
  if (target === null || kind === KIND_CODES.erasure) return 1;
  return 1 + transaction.sql.countChanges(target, key);
}
