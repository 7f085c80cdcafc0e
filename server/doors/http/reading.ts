/** What everybody may read: the boards, their numbers, their entries, and how they came to be. */

import type { Answers, BoardSummary } from '#shared/answers.ts';
import { policyFor } from '#shared/board.ts';
import { TooFine } from '#shared/counting/series.ts';
import type { EntryState, Selection, SeriesAnswer, SeriesQuery, Tally } from '#shared/counting/tally.ts';
import { createFilter, isFiltering } from '#shared/feed-filter.ts';
import { isCountKind } from '#shared/kind-words.ts';
import type { CountKind, Kind } from '#shared/kinds.ts';
import { LIMITS } from '#shared/limits.ts';
import { publicLine } from '#shared/line.ts';
import type { RecentPlaces } from '#shared/recent-places.ts';
import type { Snapshot, Tick } from '#shared/snapshot.ts';
import { formatInstant } from '#shared/time.ts';
import { isPublic, maySee } from '../../desk/admission.ts';
import type { Operator } from '../../desk/contract.ts';
import { orderKeys } from '../../key-order.ts';
import type { BoardView, Live } from '../../live/contract.ts';
import { Refusal, refuseField } from '../../refusal.ts';
import { findPosts } from '../find-posts.ts';
import type { PublicLedger } from '../parts.ts';
import { PreparedJson } from '../prepared-json.ts';
import { LINES_AT_ONCE } from '../read-in-turns.ts';
import type { Lanes, Turns } from '../turns.ts';
import type { RouteCall, RouteReply, RouteTable } from './routes.ts';

type Reading = Pick<
  RouteTable,
  'listBoards' | 'changes' | 'listEntries' | 'entry' | 'feed' | 'series' | 'claims' | 'wave' | 'recentPlaces'
>;

export interface ReadingParts {
  live: Live;
  ledger: PublicLedger;
  lanes: Pick<Lanes, 'reading'>;
}

export function createReading(parts: ReadingParts): Reading {
  const { live, ledger } = parts;
  return {
    listBoards: ({ operator }) => listBoards(live, operator),
    changes: ({ slug, query }) => {
      const { whole, json } = viewOf(live, slug).changes(query.since, query.epoch);
      const body = new PreparedJson<Tick | Snapshot>(whole ? viewOf(live, slug).encoded : json);
      return { status: 200, body, ...sharing(live, slug) };
    },
    listEntries: (call) => listEntries(parts, call),
    entry: (call) => readEntry(live, ledger, call),
    feed: (call) => readFeed(parts, call),
    series: ({ slug, query: { place, ...query } }) => {
      const tally = tallyOf(live, slug);
      const { where, ...answer } = drawSeries(tally, { ...query, where: placeOf(tally, place) });
      return { status: 200, body: { ...answer, place: where }, ...sharing(live, slug) };
    },
    claims: ({ slug, query: { kind, place } }) => {
      const tally = tallyOf(live, slug);
      const where = placeOf(tally, place);
      checkCounted(kind);
      const elsewhere = tally.elsewhere(kind, where);
      const policy = tally.board ? policyFor(tally.board, kind) : [];
      const body = { kind, place: where, claims: tally.claims(kind, where), elsewhere, policy };
      return { status: 200, body, ...sharing(live, slug) };
    },
    recentPlaces: async ({ slug }) => {
      const { answer, encoded } = await viewOf(live, slug).recentPlaces(() => parts.lanes.reading.take());
      const body = new PreparedJson<RecentPlaces>(encoded);
      return { status: 200, body, etag: `"${live.epoch}-${answer.seq}"`, ...sharing(live, slug) };
    },
    wave: async ({ slug, query: { kind } }) => {
      checkCounted(kind);
      const body = await viewOf(live, slug).wave(kind, () => parts.lanes.reading.take());
      return { status: 200, body, ...sharing(live, slug) };
    },
  };
}

/** What is asked of the posts is looked for a piece a turn. */
async function readFeed(
  { live, lanes }: ReadingParts,
  { slug, query: { asOf, seq, limit, pinned, ...filter } }: RouteCall<'feed'>,
): Promise<RouteReply<'feed'>> {
  const tally = tallyOf(live, slug);
  placeOf(tally, filter.place);
  const from = asOf === undefined || seq === undefined ? undefined : { asOf, seq };
  if (pinned) {
    const fits = createFilter(filter, tally.board ?? { places: [] });
    const rows = tally.pinned(Math.min(limit, LIMITS.feedPinned)).filter(fits);
    return { status: 200, body: { feed: rows.map(orderKeys) }, ...sharing(live, slug) };
  }
  if (!isFiltering(filter)) {
    const rows = from ? tally.feedBefore(from, limit) : tally.feed(limit);
    return { status: 200, body: { feed: rows.map(orderKeys) }, ...sharing(live, slug) };
  }
  const search = { filter, limit, ...(from && { from }) };
  const { rows, next } = await findPosts(() => tallyOf(live, slug), search, lanes.reading);
  const body = { feed: rows.map(orderKeys), next: next ? { asOf: next.asOf, seq: next.seq } : null };
  return { status: 200, body, ...sharing(live, slug) };
}

/** The boards that everybody may see, as they were last ticked. */
export function publicViews(live: Live): BoardView[] {
  return live
    .slugs()
    .filter((slug) => isPublic(live, slug))
    .flatMap((slug) => live.view(slug) ?? []);
}

export function summarize({ slug, seq, snapshot }: BoardView): BoardSummary {
  const { title, state, nature, zone } = snapshot.board;
  return { slug, title, state, nature, zone, seq, at: snapshot.at };
}

/** Boards whose numbers are withheld, as far as they are known and no drafts: what they are called, and no number. */
export function summarizeWithheld(live: Live): BoardSummary[] {
  return live.allWithheld().flatMap(({ slug, since, board }) => {
    if (!(board && isPublic(live, slug))) return [];
    const { title, state, nature, zone } = board;
    return { slug, title, state, nature, zone, damaged: { since: formatInstant(since) } };
  });
}

function listBoards(live: Live, operator: Operator | undefined): RouteReply<'listBoards'> {
  const views = publicViews(live);
  if (!operator) {
    // Which boards there are and how far each has come: that is all that the list says.
    const withheld = summarizeWithheld(live);
    const parts = [...views.map(({ slug, seq }) => `${slug}.${seq}`), ...withheld.map(({ slug }) => slug)];
    const etag = `"${live.epoch}-${parts.join('-')}"`;
    return { status: 200, body: { boards: [...views.map(summarize), ...withheld] }, etag, shared: true };
  }
  const drafts = live
    .slugs()
    .filter((slug) => !isPublic(live, slug) && maySee(live, operator, slug))
    .flatMap((slug) => live.view(slug) ?? []);
  const boards = [...[...views, ...drafts].map(summarize), ...summarizeWithheld(live)];
  return { status: 200, body: { boards } };
}

async function listEntries(
  { live, ledger, lanes }: ReadingParts,
  { slug, query }: RouteCall<'listEntries'>,
): Promise<RouteReply<'listEntries'>> {
  const tally = tallyOf(live, slug);
  placeOf(tally, query.place);
  const found = await selectInTurns(tally, { ...query, limit: query.limit + 1 }, lanes.reading);
  const seqs = found.slice(0, query.limit);
  const { lines, endedAt } = await readPage(ledger, slug, seqs);
  const next = endedAt ?? (found.length > seqs.length ? (seqs.at(-1) ?? null) : null);
  const body = new PreparedJson<Answers['listEntries']>(`{"entries":[${lines.join()}],"next":${next}}`);
  return { status: 200, body, ...sharing(live, slug) };
}

/** Lines looked at in one turn: some milliseconds. */
const LOOKED_AT_ONCE = 20_000;

async function selectInTurns(tally: Tally, selection: Selection, turns: Turns): Promise<number[]> {
  const { limit } = selection;
  const end = Math.min(selection.before ?? Number.POSITIVE_INFINITY, tally.seq + 1);
  const found: number[] = [];
  for (let after = selection.after ?? 0; after + 1 < end && found.length < limit; after += LOOKED_AT_ONCE) {
    await turns.take();
    const before = Math.min(end, after + LOOKED_AT_ONCE + 1);
    found.push(...tally.select({ ...selection, after, before, limit: limit - found.length }));
  }
  return found;
}

/** The lines as JSON; where they are more than fit into a page, `endedAt` is the last one that is in it. */
async function readPage(
  ledger: PublicLedger,
  slug: string,
  seqs: readonly number[],
): Promise<{ lines: string[]; endedAt?: number }> {
  const lines: string[] = [];
  let bytes = 0;
  let last = 0;
  for (let at = 0; at < seqs.length; at += LINES_AT_ONCE) {
    for (const line of await ledger.lines(slug, seqs.slice(at, at + LINES_AT_ONCE))) {
      const json = JSON.stringify(publicLine(line));
      bytes += Buffer.byteLength(json);
      if (lines.length > 0 && bytes > LIMITS.entriesPageBytes) return { lines, endedAt: last };
      lines.push(json);
      last = line.seq;
    }
  }
  return { lines };
}

/** A count or an update as it holds now; any other line as it was published. */
async function readEntry(
  live: Live,
  ledger: PublicLedger,
  { slug, id }: RouteCall<'entry'>,
): Promise<RouteReply<'entry'>> {
  const tally = tallyOf(live, slug);
  const seq = await ledger.seqOf(slug, id);
  // One that is stored but not yet folded answers as an unknown one, until its post is acknowledged.
  if (seq === undefined || seq > tally.seq) throw new Refusal('not-found', 'There is no entry with this id.');
  const { row, changes }: Partial<EntryState> = tally.entryState(seq) ?? {};
  const lines = await ledger.lines(slug, row ? (changes ?? []) : [seq]);
  const [first] = lines;
  const shown = row ?? (first && publicLine(first));
  if (!shown) throw new Refusal('not-found', 'There is no entry with this id.');
  const body = { ...shown, history: row ? lines.map(publicLine) : [] };
  return { status: 200, body: orderKeys(body), ...sharing(live, slug) };
}

function drawSeries(tally: Tally, query: SeriesQuery): SeriesAnswer {
  checkRange(query);
  try {
    return tally.series(query);
  } catch (error) {
    throw error instanceof TooFine ? refuseStep(error.leastStep) : error;
  }
}

/** A range that is asked for is refused by its own length, however little of it there is as yet. */
function checkRange({ from, to, step }: SeriesQuery): void {
  if (from === undefined || to === undefined) return;
  if (to < from) throw refuseField('#/to', 'takes a time that is not before from');
  const least = Math.ceil((to - from) / 1_000 / LIMITS.seriesPointsMax);
  if (step !== undefined && step < least) throw refuseStep(least);
}

function refuseStep(least: number): Refusal {
  return refuseField(
    '#/step',
    `takes at least ${least} seconds for this range: at most ${LIMITS.seriesPointsMax} points`,
  );
}

export function viewOf(live: Live, slug: string): BoardView {
  const view = live.view(slug);
  if (!view) throw new Refusal('no-board', 'There is no board with this slug.');
  return view;
}

export function tallyOf(live: Live, slug: string): Tally {
  const tally = live.tally(slug);
  if (!tally) throw new Refusal('no-board', 'There is no board with this slug.');
  return tally;
}

function checkCounted(kind: Kind): asserts kind is CountKind {
  if (!isCountKind(kind)) throw refuseField('#/kind', 'takes a kind that is counted: nobody claims updates');
}

function placeOf(tally: Tally, place: string | undefined): string | null {
  if (place === undefined) return null;
  if (tally.board?.places.some(({ id }) => id === place)) return place;
  throw refuseField('#/place', 'takes the id of a place of this board');
}

/** What a draft says is for its operators, not for caches in between. */
export function sharing(live: Live, slug: string): { shared?: true } {
  return isPublic(live, slug) ? { shared: true } : {};
}
