/** Since when a board's numbers are withheld. */
import type { Board } from '#shared/board.ts';
import type { Instant } from '#shared/time.ts';
import type { Locale } from '../words/locale.ts';
import { writeTime } from '../words/when.ts';

export interface WithheldParts {
  since: Instant;
  /** What is known of it: it may be lost altogether, and then the time is in UTC. */
  board: Pick<Board, 'title' | 'zone'> | undefined;
  now: Instant;
}

export function sayWithheld({ since, board, now }: WithheldParts, locale: Locale): string {
  const time = writeTime(since, { board: { zone: board?.zone ?? 'UTC' }, today: now }, locale);
  return locale.say(locale.messages.withheld.heading, { time: board ? time : `${time} UTC` });
}
