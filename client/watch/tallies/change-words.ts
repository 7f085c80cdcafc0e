/** How much a number changed lately, in words: over the last hour, and since the event's day began. */
import type { Locale } from '../../words/locale.ts';
import type { Changes } from './rates.ts';
import type { Line } from './tally-words.ts';

export function sayChanges(
  { hour, minute, day }: Changes,
  clock: string,
  { messages, format }: Locale,
): Line[] {
  const { rate, rateMinute, sinceMidnight } = messages.tally;
  const lines: Line[] = [];
  if (hour !== undefined) {
    const values = { change: format.change(hour), minute: format.count(minute ?? 0) };
    lines.push({ sentence: minute === undefined ? rate : rateMinute, values });
  }
  if (day !== undefined)
    lines.push({ sentence: sinceMidnight, values: { change: format.change(day), clock } });
  return lines;
}
