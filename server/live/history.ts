/** A board's numbers at times before those in its snapshot, cached until a change reaches as far back. */
import type { Changes, Tally } from '#shared/counting/tally.ts';
import type { BoardHistory } from '#shared/history.ts';
import { planSpans, readAnswer } from '#shared/history.ts';
import { isCountKind } from '#shared/kind-words.ts';
import type { Kind } from '#shared/kinds.ts';
import type { Point } from '#shared/snapshot.ts';
import type { Instant } from '#shared/time.ts';

export interface LiveHistory extends BoardHistory {
  /** Drops the cached values that these changes may have changed. */
  forget(changes: Changes): void;
}

/** Instants cached for one kind. The hour table asks for fewer than fifty, and for a new one each hour. */
const MOST_CACHED = 200;

export function createHistory(tally: Tally): LiveHistory {
  const caches = new Map<Kind, CachedValues>();
  const cacheOf = (kind: Kind): CachedValues => {
    const known = caches.get(kind) ?? { claimant: followedFor(tally, kind), values: new Map() };
    caches.set(kind, known);
    return known;
  };
  return {
    beginOf: (kind) => {
      const begin = tally.beginOf(kind);
      return begin === undefined ? undefined : Math.ceil(begin / 1000) * 1000;
    },
    valuesAt(kind, instants) {
      const { values } = cacheOf(kind);
      const missing = instants.filter((t) => !values.has(t));
      if (values.size + missing.length > MOST_CACHED) values.clear();
      const asked = instants.filter((t) => !values.has(t));
      for (const [t, point] of lookUp(tally, kind, asked)) values.set(t, point);
      return instants.map((t) => values.get(t));
    },
    forget({ since }) {
      for (const [kind, from] of since) forgetFrom(cacheOf(kind), from, followedFor(tally, kind));
    },
  };
}

interface CachedValues {
  /** The claimant whom the headline follows. */
  claimant: string | undefined;
  values: Map<Instant, Point | null>;
}

function followedFor(tally: Tally, kind: Kind): string | undefined {
  return isCountKind(kind) ? tally.headline(kind, null)?.claimant : undefined;
}

/** If the headline follows another claimant now, every value is another, even those before the change's own instant. */
function forgetFrom(caches: CachedValues, from: Instant, claimant: string | undefined): void {
  if (claimant !== caches.claimant) caches.values.clear();
  caches.claimant = claimant;
  for (const t of caches.values.keys()) if (t >= from) caches.values.delete(t);
}

function lookUp(tally: Tally, kind: Kind, instants: readonly Instant[]): [Instant, Point | null][] {
  return planSpans(instants).flatMap((span) => {
    const { points } = tally.series({ kind, ...span });
    const within = instants.filter((t) => t >= span.from && t <= span.to);
    return within.map((t): [Instant, Point | null] => [t, readAnswer(points, t)]);
  });
}
