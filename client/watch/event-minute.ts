/** Now by the event's clock, to the minute: what shows no seconds is not drawn anew with each of them. */
import type { Instant } from '#shared/time.ts';
import { eventNow } from '../board/event-time.ts';
import { knownUntil } from '../board/freshness.ts';
import type { BoardView } from './board-view.ts';

const MINUTE = 60_000;

export function eventMinute({ snapshot, link, now }: Pick<BoardView, 'snapshot' | 'link' | 'now'>): Instant {
  const instant = eventNow(snapshot, knownUntil(link, now));
  return instant - (instant % MINUTE);
}
