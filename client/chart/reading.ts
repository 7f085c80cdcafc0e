/** What the reading cursor reads out. */

import type { Kind } from '#shared/kinds.ts';
import type { Point } from '#shared/snapshot.ts';
import type { Instant } from '#shared/time.ts';
import { fill } from '../words/messages.ts';
import type { Language } from './captions.ts';
import { sayClaims, sayCount } from './captions.ts';
import { pointAt, pointNow } from './day-series.ts';
import type { KindPanel, KindSeries, Picture } from './picture.ts';

/** What each kind said at the cursor; per interval, what the bar there added. */
export function readAt(
  cursor: Instant,
  picture: Picture,
  series: Partial<Record<Kind, KindSeries>>,
  language: Language,
): string {
  const { words, format } = language;
  const { frame, zone, mode } = picture;
  const clock = (t: Instant) => {
    const length = frame.to - frame.from;
    const day = length > 86_400_000 ? `${format.shortDay(t, zone, length > 180 * 86_400_000)} ` : '';
    const precision = frame.step < 60 && mode === 'cumulative' ? 'seconds' : 'minutes';
    return `${day}${format.clock(t, zone, precision)}`;
  };
  if (mode === 'interval') {
    const to = Math.min(barAt(cursor, picture) + frame.bar, frame.end);
    const when = fill(words.cursor.between, { from: clock(barAt(cursor, picture)), to: clock(to) });
    return `${when} ${readBars(cursor, picture, language)}`;
  }
  const when = fill(words.cursor.at, { time: clock(cursor) });
  const read = picture.panels.flatMap((panel) => readLine(panel, cursor, [picture, series], language));
  return `${when} ${listWords(read, words.cursor.none)}`;
}

/** Where the bar under the cursor begins. */
export function barAt(cursor: Instant, { frame }: Picture): Instant {
  const last = Math.max(0, Math.ceil((frame.end - frame.from) / frame.bar) - 1);
  const index = Math.min(Math.floor((cursor - frame.from) / frame.bar), last);
  return frame.from + index * frame.bar;
}

function readBars(cursor: Instant, picture: Picture, language: Language): string {
  const from = barAt(cursor, picture);
  const read = picture.panels.flatMap(({ kind, bars, running }) => {
    const bar = [...bars, ...(running ? [running] : [])].find((each) => each.from === from);
    return bar ? [sayCount(kind, bar.whole, picture, language)] : [];
  });
  return listWords(read, language.words.cursor.none);
}

function readLine(
  { kind, big, highest }: KindPanel,
  cursor: Instant,
  [picture, series]: [Picture, Partial<Record<Kind, KindSeries>>],
  language: Language,
): string[] {
  const { points, step } = series[kind] ?? { points: [], step: 0 };
  const holding = (of: readonly Point[]) =>
    cursor >= picture.frame.end ? pointNow(of, cursor, step) : pointAt(of, cursor);
  const point = holding(points);
  if (!point) return [];
  const { words, format } = language;
  const [, low, best, high, confirmed] = point;
  const said = sayCount(kind, big === 'confirmed' ? (confirmed ?? 0) : best, picture, language);
  const claimed = highest.length > 0 ? holding(series[kind]?.claims ?? []) : undefined;
  const claims = sayClaims(claimed?.[1], claimed?.[3], language);
  const told = low < high ? fill(words.cursor.range, { said, range: format.range(low, high) }) : said;
  return claims === '' ? [told] : [told, claims];
}

function listWords(read: readonly string[], none: string): string {
  return read.length === 0 ? none : joinRead(read);
}

/** A post's own words may end as a sentence does: no comma follows that. */
export function joinRead(read: readonly string[]): string {
  return read.reduce((said, next) => said + (/[.!?…]$/.test(said) ? ' ' : ', ') + next);
}
