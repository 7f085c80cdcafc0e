/** The reading cursor: where it goes, and what it reads out. */

import type { Kind } from '#shared/kinds.ts';
import type { Instant } from '#shared/time.ts';
import { floorInZone } from '#shared/zone-clock.ts';
import { fill } from '../words/messages.ts';
import type { Language } from './captions.ts';
import { sayCount } from './captions.ts';
import { pointAt, pointNow } from './day-series.ts';
import type { KindPanel, KindSeries, Picture } from './picture.ts';

/**
 * Where the cursor stands after a key, from where it stands; undefined where the key is not one of the cursor's.
 * The first arrow begins at the right, where the news is. A step is one bar in either mode.
 */
export function moveCursor(
  key: string,
  cursor: Instant | undefined,
  { frame, zone }: Picture,
): Instant | undefined {
  const { from, end, bar } = frame;
  const first = from;
  const here = cursor ?? end;
  const floor = floorInZone(here, bar, zone);
  const moves: Record<string, Instant> = {
    ArrowLeft: cursor === undefined || floor < here ? floor : floorInZone(here - 1, bar, zone),
    ArrowRight: floorInZone(here + bar, bar, zone),
    Home: first,
    End: end,
  };
  const next = moves[key];
  return next === undefined ? undefined : keepWithin(next, bounds(first, end));
}

/** The nearest instant to a pointer that the chart can read. */
export function snapCursor(t: Instant, { frame, mode }: Picture): Instant {
  const step = mode === 'interval' ? frame.bar : frame.step * 1000;
  const snapped = frame.from + Math.floor((t - frame.from) / step) * step;
  return keepWithin(snapped, bounds(frame.from, frame.end));
}

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
  const marked = picture.marks
    .filter(({ mark }) => Math.abs(mark.t - cursor) <= frame.bar / 2)
    .map(({ mark }) => fill(words.marks[mark.what], { time: clock(mark.t) }));
  return `${when} ${listWords([...read, ...new Set(marked)], words.cursor.none)}`;
}

function bounds(low: number, high: number) {
  return { low, high: Math.max(low, high) };
}

function keepWithin(t: Instant, { low, high }: { low: number; high: number }): Instant {
  return Math.min(Math.max(t, low), high);
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
  { kind, big }: KindPanel,
  cursor: Instant,
  [picture, series]: [Picture, Partial<Record<Kind, KindSeries>>],
  language: Language,
): string[] {
  const { points, step } = series[kind] ?? { points: [], step: 0 };
  const point = cursor >= picture.frame.end ? pointNow(points, cursor, step) : pointAt(points, cursor);
  if (!point) return [];
  const { words, format } = language;
  const [, low, best, high, confirmed] = point;
  const said = sayCount(kind, big === 'confirmed' ? (confirmed ?? 0) : best, picture, language);
  return [low < high ? fill(words.cursor.range, { said, range: format.range(low, high) }) : said];
}

function listWords(read: readonly string[], none: string): string {
  return read.length === 0 ? none : read.join(', ');
}
