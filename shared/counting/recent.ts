/** What the newest entries of one place come to: the last steps of its number, and the sources that stand behind it. */
import { countSources } from '../different-sources.ts';
import type { Source } from '../entry.ts';
import type { Kind } from '../kinds.ts';
import type { StepChange } from '../recent-places.ts';
import { MOST_SOURCES } from '../recent-places.ts';
import { supportOf } from '../support.ts';
import type { Instant } from '../time.ts';
import type { PlaceNode } from './claim-tree.ts';
import { spanOf } from './claim-tree.ts';
import { claimOf } from './claims.ts';
import type { TallyState } from './fold-line.ts';
import { drawOwnSeries } from './series.ts';
import { newestEntries } from './timeline.ts';

/** Seconds. */
const STEP = 60;
/** Entries of one timeline that are looked at for their sources, the newest first. */
const MOST_ENTRIES = 2_000;

export interface RecentQuery {
  kind: Kind;
  place: number;
  claimant: string | undefined;
  from: Instant;
  to: Instant;
}

/** The steps after `from` in which a claimant's number changed, ascending. */
export function recentChanges({ claims }: TallyState, query: RecentQuery): StepChange[] {
  const { kind, place, claimant, from, to } = query;
  const claim = claimOf(claims, kind, claimant);
  const node = claim?.all.nodes.get(place);
  const span = node && spanOf(claims.columns, node);
  if (!span || span.last <= from) return [];
  const { points } = drawOwnSeries(claims, claim, place, { kind, from, to, step: STEP });
  // What was there before the first step is no change; a number that begins within the time comes from nothing.
  const [first, ...rest] = points;
  const isBegun = span.first <= from;
  let [best, confirmed] = isBegun ? [first?.[2] ?? 0, first?.[4] ?? 0] : [0, 0];
  return (isBegun ? rest : points).flatMap(([t, , nextBest, , nextConfirmed]) => {
    const change: StepChange = [t, nextBest - best, (nextConfirmed ?? 0) - confirmed];
    [best, confirmed] = [nextBest, nextConfirmed ?? 0];
    return change[1] !== 0 || change[2] !== 0 ? [change] : [];
  });
}

/** How many different sources are named by the entries that count at a place or below it, at most `MOST_SOURCES`. */
export function countSourcesAt(state: TallyState, place: number): number {
  // By what is written of each, so that one that stands on a hundred entries is compared with the others once.
  const named = new Map<string, Source>();
  for (const seq of newestAt(state, place)) {
    const row = state.revisions.get(seq)?.row;
    for (const source of row ? supportOf(row) : []) named.set(`${source.url} ${source.title}`, source);
    if (named.size >= MOST_SOURCES) return MOST_SOURCES;
  }
  return countSources([...named.values()]);
}

/** The newest entries that count at a place or below it, whatever their kind and whoever claims them. */
function* newestAt({ claims }: TallyState, place: number): Generator<number> {
  for (const byClaimant of claims.byKind.values()) {
    for (const { all } of byClaimant.values()) yield* newestBelow(all.nodes.get(place));
  }
}

function* newestBelow(node: PlaceNode | undefined): Generator<number> {
  if (!node) return;
  yield* newestEntries(node.totals, MOST_ENTRIES);
  yield* newestEntries(node.additions, MOST_ENTRIES);
  for (const child of node.children) yield* newestBelow(child);
}
