/** What the page shows of a moment: as it was known then, or what is known now of the times up to it. */

import { DESK } from '#shared/desk-claimant.ts';
import { kindsOf } from '#shared/kind-words.ts';
import type { Kind } from '#shared/kinds.ts';
import { newestAsOf } from '#shared/newest-as-of.ts';
import type { FeedRow, Series, Snapshot } from '#shared/snapshot.ts';
import type { Instant } from '#shared/time.ts';
import { parseInstant } from '#shared/time.ts';
import { isOver } from '../../board/event-time.ts';
import { readEnds } from '../../chart/series-end.ts';
import type { Api } from '../../net/api.ts';
import type { BoardView } from '../board-view.ts';
import type { LaterPlaces } from './later-places.ts';
import { cutAt } from './later-places.ts';

/** A replay's own day is told by its entries' times: they were published years later. */
export function timeOf(then: Snapshot): Instant {
  return (then.board.nature === 'replay' ? newestAsOf(then) : undefined) ?? parseInstant(then.at);
}

/**
 * The page is a replay, whose clock is its own. What had ended by then has its final numbers; what had not is told as it went
 * on, whatever came of it.
 */
export function viewOf(snapshot: Snapshot, seq: number, now: Instant): Partial<BoardView> {
  const state = isOver(snapshot.board) ? snapshot.board.state : ('live' as const);
  const board = { ...snapshot.board, nature: 'replay' as const, state };
  return { snapshot: { ...snapshot, board }, now, link: { is: 'live', by: 'wire' }, replay: seq };
}

/**
 * What is known now of the times up to a moment: the series as they are now, cut there, the numbers at their ends, and the
 * posts of the feed that are as of then or before. Whether it had ended by then is what it was.
 */
export async function correctLater(
  then: Snapshot,
  { live, api, places }: { live: Snapshot; api: Api; places: LaterPlaces },
): Promise<Snapshot | undefined> {
  const t = timeOf(then);
  const { slug } = then.board;
  // The feed is read back from a place in its order: this one lies after all posts of the moment.
  const feed = await api.call('feed', {
    slug,
    query: { asOf: t, seq: live.seq + 1, limit: live.feed.length || 1 },
  });
  if (feed.is !== 'answered') return undefined;
  const asked = kindsOf(live.board).map(
    async (kind) => [kind, await readSeries(kind, t, live, api)] as const,
  );
  const series: Partial<Record<Kind, Series>> = {};
  for (const [kind, read] of await Promise.all(asked)) if (read) series[kind] = read;
  const headline = readEnds(live.board, series, (each) => live.headline[each]?.claimant ?? DESK);
  const rows: FeedRow[] = feed.body.feed;
  const board = { ...live.board, state: then.board.state };
  const moment = { board, at: then.at, seq: then.seq, headline, claims: {}, series, feed: rows };
  return { ...live, ...moment, places: (await places.rowsAt(t)) ?? [] };
}

/** The live board's own points where they reach so far back, else what the server says of the time before. */
async function readSeries(kind: Kind, t: Instant, live: Snapshot, api: Api): Promise<Series | undefined> {
  const own = live.series[kind];
  const cut = own && cutAt(own, t);
  if (!own || (cut && cut.points.length > 0)) return cut;
  const reply = await api.call('series', { slug: live.board.slug, query: { kind, to: t } });
  return reply.is === 'answered' ? cutAt(reply.body, t) : undefined;
}
