/** The feed as the public has been told it: the newest rows, and which rows changed when. */
import type { Tally } from '#shared/counting/tally.ts';
import { LIMITS } from '#shared/limits.ts';
import type { FeedChange } from './tick-rows.ts';
import { removeFeedRow, writeFeedRow } from './tick-rows.ts';
import { createStamps } from './versioned-map.ts';

/** Changed rows that are remembered for those who missed them: who missed more takes the snapshot. */
const REMEMBERED = 1_000;

export interface ToldFeed {
  /** Looks again at these rows, by `seq`, and stamps them. */
  look(changed: ReadonlySet<number>, stamp: number): void;
  after(since: number): FeedChange[];
  /** What changed up to here is no longer known. */
  readonly horizon: number;
}

/** @param level the number up to which the public has been told */
export function createToldFeed(tally: Tally, level: number): ToldFeed {
  const rows = createStamps<string, FeedChange>();
  let told = level;
  let horizon = level;
  /** Ids of the newest rows, which every snapshot has. */
  let newest = new Set<string>();

  function tell(seq: number, stamp: number): void {
    const held = tally.holding(seq)?.row;
    if (!held) return;
    const row = tally.feedRow(seq);
    rows.putAgain(held.id, row ? writeFeedRow(row) : removeFeedRow(held), stamp);
  }

  /** Rows that come back among the newest, because others went, are on nobody's page. */
  function tellNewest(changed: ReadonlySet<number>, stamp: number): void {
    const now = tally.feed(LIMITS.feedRows);
    for (const { id, seq } of now) if (!(newest.has(id) || changed.has(seq))) tell(seq, stamp);
    newest = new Set(now.map(({ id }) => id));
  }

  return {
    look(changed, stamp) {
      if (newest.size > 0 && changed.size === 0) return;
      for (const seq of listWorthTelling(tally, changed, told)) tell(seq, stamp);
      tellNewest(changed, stamp);
      told = stamp;
      horizon = Math.max(horizon, rows.forget(REMEMBERED, { which: 'any', before: stamp }));
    },
    after: (since) => rows.after(since).flatMap(([, row]) => row ?? []),
    get horizon() {
      return horizon;
    },
  };
}

/**
 * A row that was told before travels whatever its age: a correction must reach everyone who saw the error. Of new ones,
 * which nobody saw, those alone that some page keeps: an import of 10,000 posts must not be sent to 10,000 watchers.
 */
function listWorthTelling(tally: Tally, changed: ReadonlySet<number>, told: number): number[] {
  const seqs = [...changed];
  if (seqs.filter((seq) => seq > told).length <= LIMITS.feedRows) return seqs;
  const kept = new Set(tally.feed(LIMITS.feedRowsKept).map(({ seq }) => seq));
  return seqs.filter((seq) => seq <= told || kept.has(seq));
}
