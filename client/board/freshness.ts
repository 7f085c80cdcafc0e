/**
 * How fresh things are. Three facts that must not be mixed up: the page may be cut off, a number may be stale, and a
 * board may simply be quiet.
 */

import type { Kind } from '#shared/kinds.ts';
import { newestAsOf } from '#shared/newest-as-of.ts';
import type { Snapshot } from '#shared/snapshot.ts';
import type { Instant } from '#shared/time.ts';
import { parseInstant } from '#shared/time.ts';
import type { LinkState } from '../net/link.ts';

/** Whether what is on the page may be behind what the server has. */
export function isCutOff(link: LinkState): boolean {
  return link.is === 'reconnecting' || link.is === 'offline';
}

/** Up to when the page knows: now while the server is heard, else its last message. */
export function knownUntil(link: LinkState, now: Instant): Instant {
  return 'since' in link ? link.since : now;
}

export interface Staleness {
  /** Milliseconds since the number's time, or since somebody said that nothing is new; undefined where that is ahead. */
  age: number | undefined;
  /** Milliseconds within which news was expected. */
  cadence: number;
}

/** What is this far ahead of the reader's clock is no difference of clocks: the ledger itself takes a minute. */
const AHEAD = 60_000;

/**
 * A number is stale once twice the board's cadence has passed since its time or the last word that nothing is new. Where
 * nothing is expected to come (before and after the event, in a replay, without a cadence) it is not; and a time that
 * lies ahead tells no age.
 */
export function stalenessOf(snapshot: Snapshot, kind: Kind, now: Instant): Staleness | undefined {
  const { board, headline, claims, checked } = snapshot;
  const figure = headline[kind];
  const cadence = (board.cadence[kind] ?? 0) * 1000;
  if (!figure || board.state !== 'live' || board.nature === 'replay') return undefined;
  const stated = [figure, ...(kind === 'update' ? [] : (claims[kind] ?? []))].map(({ asOf }) =>
    parseInstant(asOf),
  );
  const known = [...stated, ...(checked[kind] ? [parseInstant(checked[kind])] : [])].filter(
    (at) => at <= now + AHEAD,
  );
  if (Math.max(...stated) > now + AHEAD) return { age: undefined, cadence };
  const age = now - Math.max(...known);
  return cadence > 0 && age > 2 * cadence ? { age, cadence } : undefined;
}

const QUIET_AFTER = 10 * 60_000;

/** How long a live board has brought nothing at all, once that is worth saying; undefined otherwise. */
export function quietFor(snapshot: Snapshot, now: Instant): number | undefined {
  const { board, at } = snapshot;
  const newest = newestAsOf(snapshot);
  if (board.state !== 'live' || board.nature === 'replay' || newest === undefined) return undefined;
  const age = now - Math.max(newest, parseInstant(at));
  return age >= QUIET_AFTER ? age : undefined;
}
