/** How many rows a wall has room for, and how they are then set. */
import type { Locale } from '../../words/locale.ts';
import { wallWords } from '../../words/wall-words.ts';

const MOST_ROWS = 12;

/** Those around the next one: all that has just begun, and what is to come. */
export function cutRows<Row extends { at: number }>(rows: readonly Row[], now: number): Row[] {
  if (rows.length <= MOST_ROWS) return [...rows];
  const next = rows.filter(({ at }) => at <= now).length;
  const end = Math.min(rows.length, Math.max(MOST_ROWS, next + 3));
  return rows.slice(end - MOST_ROWS, end);
}

/** That not all rows are there; undefined where they are. */
export function sayCut(
  { length: shown }: readonly unknown[],
  { length: count }: readonly unknown[],
  { lang, say, format }: Locale,
): string | undefined {
  if (shown === count) return undefined;
  return say(wallWords.of(lang).some, { shown: format.count(shown), count: format.count(count) });
}

export function sizeRows(count: number): 'few' | 'some' | 'full' {
  if (count <= 5) return 'few';
  return count <= 8 ? 'some' : 'full';
}
