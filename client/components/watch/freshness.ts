/**
 * How fresh things are. Three facts that must not be mixed up: the page may be cut off, a number may be stale, and a
 * board may simply be quiet.
 */
import type { Kind } from '#shared/kinds.ts';
import type { Snapshot } from '#shared/snapshot.ts';
import type { Instant } from '#shared/time.ts';
import { parseInstant } from '#shared/time.ts';
import { newestAsOf } from '../../charts/event-time.ts';
import type { LinkState } from '../../net/link.ts';

/** Whether what is on the page may be behind what the server has. */
export function isCutOff(link: LinkState): boolean {
  return link.is === 'reconnecting' || link.is === 'offline';
}

/** Up to when the page knows: now while the server is heard, else its last message. */
export function knownUntil(link: LinkState, now: Instant): Instant {
  return 'since' in link ? link.since : now;
}

export interface Staleness {
  /** Milliseconds since the number was last stated, or somebody said that nothing is new. */
  age: number;
  /** Milliseconds within which news was expected. */
  cadence: number;
}

/**
 * A number is stale once twice the board's cadence has passed without news of its kind. Where nothing is expected to
 * come (before and after the event, in a replay, without a cadence) it is not.
 */
export function stalenessOf(snapshot: Snapshot, kind: Kind, now: Instant): Staleness | undefined {
  const { board, headline } = snapshot;
  const seconds = board.cadence[kind];
  const news = snapshot.checked[kind];
  if (
    seconds === undefined ||
    news === undefined ||
    !headline[kind] ||
    board.state !== 'live' ||
    board.nature === 'replay'
  )
    return undefined;
  const age = now - parseInstant(news);
  return age > 2 * seconds * 1000 ? { age, cadence: seconds * 1000 } : undefined;
}

const QUIET_AFTER = 10 * 60_000;

/** How long a live board has brought nothing new, once that is worth saying; undefined otherwise. */
export function quietFor(snapshot: Snapshot, now: Instant): number | undefined {
  const { board } = snapshot;
  const newest = newestAsOf(snapshot);
  if (board.state !== 'live' || board.nature === 'replay' || newest === undefined) return undefined;
  const age = now - newest;
  return age >= QUIET_AFTER ? age : undefined;
}
