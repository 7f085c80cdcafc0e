/** Posting: looks up what a batch refers to, has it judged, and records it. */
import { randomUUID } from 'node:crypto';
import type { Receipt } from '#shared/answers.ts';
import type { Board } from '#shared/board.ts';
import type { Tally } from '#shared/counting/tally.ts';
import type { PostedEntry } from '#shared/entry.ts';
import { formatInstant } from '#shared/time.ts';
import type { Clock } from '../clock.ts';
import type { EntryPointer } from '../json-pointer.ts';
import type { Appended, AppendOutcome, Draft, Ledger } from '../ledger/contract.ts';
import type { Live } from '../live/contract.ts';
import { Refusal, refuseField } from '../refusal.ts';
import type { Permit } from './admission.ts';
import { refuseNoBoard } from './admission.ts';
import type { Desk } from './contract.ts';
import type { Scene, WithId } from './judge.ts';
import { judgeBatch, refuseStale } from './judge.ts';

export interface DeskParts {
  live: Pick<Live, 'recorder' | 'tally'>;
  ledger: Pick<Ledger, 'seqOf' | 'lines' | 'authors'>;
  clock: Clock;
}

/** Times that a change without a version is judged anew because its target moved; each time somebody else was quicker. */
const TRIES = 5;

/** Records a batch on a board on which the operator may post. */
export async function postEntries(
  parts: DeskParts,
  { operator, board: slug }: Permit<'editor'>,
  { posted, pointTo }: { posted: readonly PostedEntry[]; pointTo: EntryPointer },
): ReturnType<Desk['post']> {
  const entries = posted.map((entry) => ({ ...entry, id: entry.id ?? randomUUID() }));
  refuseTwice(entries, pointTo);
  const given = new Set(posted.flatMap(({ id }) => id ?? []));
  for (let tries = 1; ; tries++) {
    const receivedAt = parts.clock.now();
    const drafts = await judgeWithRepeats(parts, { author: operator.id, slug }, { entries, given, pointTo });
    const outcome = await parts.live.recorder.record({
      board: slug,
      drafts,
      author: operator.id,
      receivedAt,
    });
    if (outcome.outcome === 'appended') return writeReceipts(outcome.entries);
    const moved = outcome.outcome === 'stale' && !hasVersion(entries[outcome.index]);
    if (!moved || tries === TRIES) throw refuseOutcome(outcome, pointTo);
  }
}

/**
 * A repeat must be answered with its first result, even where it would not be sound by now: its board was archived, its
 * target retracted. So before a refusal goes out, it is looked up which entries of the batch are there already; changes
 * are looked up at once, because they would count again for those after them. Ids made here cannot be repeats.
 */
async function judgeWithRepeats(
  parts: DeskParts,
  { author, slug }: { author: string; slug: string },
  { given, ...posted }: { given: ReadonlySet<string> } & Pick<ToJudge, 'entries' | 'pointTo'>,
): Promise<Draft[]> {
  const published = new Map<string, number>();
  const judge = () => judgeKnowingAuthors(parts, slug, { ...posted, published, author });
  const changes = posted.entries.filter((entry) => 'target' in entry);
  const idsOfChanges = changes.flatMap(({ id, target }) => (given.has(id) ? [id, target] : [target]));
  await lookUp(parts.ledger, slug, { ids: idsOfChanges, published });
  try {
    return await judge();
  } catch (refusal) {
    const before = published.size;
    await lookUp(parts.ledger, slug, { ids: given, published });
    if (published.size === before) throw refusal;
    return await judge();
  }
}

async function lookUp(
  ledger: DeskParts['ledger'],
  slug: string,
  { ids, published }: { ids: Iterable<string>; published: Map<string, number> },
): Promise<void> {
  for (const id of new Set(ids)) {
    if (published.has(id)) continue;
    const seq = await ledger.seqOf(slug, id);
    if (seq !== undefined) published.set(id, seq);
  }
}

interface ToJudge {
  entries: readonly WithId<PostedEntry>[];
  pointTo: EntryPointer;
  published: ReadonlyMap<string, number>;
  author: string;
}

/** Where the board's rule asks who wrote the targets, that is read first, and again until nobody is missing. */
async function judgeKnowingAuthors(parts: DeskParts, slug: string, toJudge: ToJudge): Promise<Draft[]> {
  const authors = new Map<number, string | null>();
  for (;;) {
    const missing = listWriters(parts.live.tally(slug), toJudge.published).filter((seq) => !authors.has(seq));
    // In this very turn: a correction that came in between would have a writer who is not known.
    if (missing.length === 0) return judgeNow(parts, slug, { ...toJudge, authors });
    const found = await parts.ledger.authors(slug, missing);
    for (const seq of missing) authors.set(seq, found.get(seq) ?? null);
  }
}

function listWriters(tally: Tally | undefined, published: ReadonlyMap<string, number>): number[] {
  if (tally?.board?.confirming !== 'second-person') return [];
  return [...published.values()].flatMap((seq) => tally.entryState(seq)?.writers ?? []);
}

function judgeNow(
  { live, clock }: DeskParts,
  slug: string,
  { entries, pointTo, ...known }: ToJudge & Pick<Scene, 'authors'>,
): Draft[] {
  const tally: Tally | undefined = live.tally(slug);
  if (!tally?.board) throw refuseNoBoard();
  const anyNew = entries.some(({ id }) => !known.published.has(id));
  if (tally.board.state === 'archived' && anyNew) {
    throw new Refusal(
      'invalid',
      'The board is archived and takes no more entries: an admin can set its state to ended first.',
    );
  }
  return judgeBatch(entries, pointTo, {
    ...known,
    tally,
    board: tally.board,
    places: placesOf(tally.board),
    now: clock.now(),
  });
}

/** Kept with the board, which is another object after each change: a list of 5,000 is not for every post. */
const placesByBoard = new WeakMap<Board, ReadonlySet<string>>();

function placesOf(board: Board): ReadonlySet<string> {
  const places = placesByBoard.get(board) ?? new Set(board.places.map(({ id }) => id));
  placesByBoard.set(board, places);
  return places;
}

function refuseTwice(entries: readonly WithId<PostedEntry>[], pointTo: EntryPointer): void {
  const seen = new Set<string>();
  for (const [index, { id }] of entries.entries()) {
    if (seen.has(id))
      throw refuseField(`${pointTo(index)}/id`, 'takes an id once: it is there twice in this list');
    seen.add(id);
  }
}

function hasVersion(entry: PostedEntry | undefined): boolean {
  return entry !== undefined && 'version' in entry && entry.version !== undefined;
}

function writeReceipts(entries: readonly Appended[]): Awaited<ReturnType<Desk['post']>> {
  return { created: entries.some(({ repeated }) => !repeated), receipts: entries.map(writeReceipt) };
}

export function writeReceipt({ id, seq, at, version }: Appended): Receipt {
  return { id, seq, at: formatInstant(at), version, state: 'published' };
}

/** What the ledger said no to, for the poster. */
export function refuseOutcome(
  outcome: Exclude<AppendOutcome, { outcome: 'appended' }>,
  pointTo: EntryPointer,
): Refusal {
  switch (outcome.outcome) {
    case 'conflict': {
      const error = {
        pointer: `${pointTo(outcome.index)}/id`,
        detail: 'takes another id: this one has another body',
      };
      return new Refusal('conflict', `${error.pointer} ${error.detail}.`, { errors: [error] });
    }
    case 'stale':
      return refuseStale(outcome.version, `${pointTo(outcome.index)}/target`);
    case 'no-target':
      return refuseField(`${pointTo(outcome.index)}/target`, 'takes the id of an entry of this board');
    case 'board-exists':
      return new Refusal('board-exists', 'There is a board with this slug already: take another.');
    case 'no-board':
      return refuseNoBoard();
    case 'damaged':
      return new Refusal('damaged', 'The record of this board does not add up: it takes nothing.');
  }
}
