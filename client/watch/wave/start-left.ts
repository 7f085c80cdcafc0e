/** How long it is until a start, as a timetable writes it. */
import { writeCountdown } from '../../words/countdown.ts';
import type { Locale } from '../../words/locale.ts';
import { waveWords } from '../../words/wave-words.ts';

const A_DAY = 86_400_000;

/** @param left milliseconds. `counts`: whether the clock steps; of one that stands nothing can be counted down */
export function sayLeft(left: number, counts: boolean, locale: Locale): string {
  if (left <= 0) return waveWords.of(locale.lang).started;
  if (!counts) return '';
  return left < A_DAY ? writeCountdown(left) : locale.duration(left);
}
