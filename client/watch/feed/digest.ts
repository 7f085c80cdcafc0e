/** What a screen reader hears by itself, and how often: never more than once a minute, apart from three words on a start. */
import type { Board } from '#shared/board.ts';
import { listStarts } from '#shared/starts.ts';
import type { Instant } from '#shared/time.ts';
import { nameStart } from '../../board/zone-name.ts';
import type { Locale } from '../../words/locale.ts';
import { readerWords } from '../../words/reader-words.ts';

const MINUTE = 60_000;
/** Milliseconds between two summaries. */
export const EVERY = { minute: MINUTE, five: 5 * MINUTE, never: Number.POSITIVE_INFINITY } as const;
export type Pace = keyof typeof EVERY;
export const PACES: readonly Pace[] = ['minute', 'five', 'never'];

/** Before a start it is said this long; a countdown that is read out each second would drown all else. */
const SOON = [
  ['ten', 10 * MINUTE],
  ['one', MINUTE],
  ['now', 0],
] as const;

/** What is to be said of a start between two moments; undefined where none is that near. */
export function sayStart(board: Board, before: Instant, now: Instant, locale: Locale): string | undefined {
  const hour = board.start?.time;
  if (hour === undefined) return undefined;
  const words = readerWords.of(locale.lang);
  for (const start of listStarts(board)) {
    for (const [name, ahead] of SOON) {
      const due = start.at - ahead;
      if (before < due && due <= now && now - due < MINUTE)
        return locale.say(words.soon[name], { hour, zone: nameStart(board, start, locale.lang) });
    }
  }
  return undefined;
}
