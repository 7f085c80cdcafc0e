/** The words that stand on the canvas, in the reader's language. */
import type { Instant } from '#shared/time.ts';
import { otherShowing, toLocal } from '#shared/zone-offset.ts';
import type { ChartWords } from '../words/chart-en.ts';
import type { Format } from '../words/format.ts';
import { fill } from '../words/messages.ts';
import type { ChartKind } from './chart-kinds.ts';
import type { Picture } from './picture.ts';
import { nameValue } from './picture.ts';
import type { TimeTick } from './time-ticks.ts';

export interface Language {
  words: ChartWords;
  format: Format;
}

export interface Captions {
  names: Record<ChartKind, string>;
  /** Under the names: how long a bar is. */
  per: string;
  /** Beside the lines' ends; empty where a number is not known or not shown. */
  values: Record<ChartKind, string>;
  goal: string;
  reportedRange: string;
  /** Over the gap, and where there is nothing at all. */
  nothingSince: string;
  nothing: string;
  now: string;
  tick(tick: TimeTick): string;
  value(value: number): string;
}

export function writeCaptions(picture: Picture, { words, format }: Language): Captions {
  const { frame, layout, zone, panels, received } = picture;
  const valueNow = (kind: ChartKind) => {
    const value = picture.values[kind];
    return value === undefined || picture.mode === 'interval' ? '' : format.count(value);
  };
  return {
    names: words.kinds,
    per: picture.mode === 'interval' ? writeLength(frame.bar, words.per, format) : '',
    values: {
      registration: valueNow('registration'),
      arrest: valueNow('arrest'),
      update: valueNow('update'),
    },
    goal: fill(words.goal, { count: format.count(panels.registration.goal ?? panels.arrest.goal ?? 0) }),
    reportedRange: words.reportedRange,
    nothingSince: fill(words.nothingSince, { time: format.clock(received, zone, 'seconds') }),
    nothing: words.nothing,
    now: writeNumbered(frame.end, zone, format),
    tick: (tick) => writeTick(tick, zone, format),
    value: (value) => nameValue(value, layout, format),
  };
}

function writeTick({ t, isDay, isYear, withYear }: TimeTick, zone: string, format: Format): string {
  if (isYear) return String(new Date(toLocal(t, zone)).getUTCFullYear());
  return isDay ? format.shortDay(t, zone, withYear) : writeNumbered(t, zone, format);
}

/** In an hour that comes twice ` (1)` or ` (2)`: on the axis there is little room. */
function writeNumbered(t: Instant, zone: string, format: Format): string {
  const digits = format.digits(t, zone);
  const other = otherShowing(t, zone);
  return other === undefined ? digits : `${digits} (${t < other ? 1 : 2})`;
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** A bar's length in the largest unit that divides it. */
export function writeLength(length: number, forms: ChartWords['per'], format: Format): string {
  if (length % DAY === 0) return format.plural(forms.days, length / DAY);
  if (length % HOUR === 0) return format.plural(forms.hours, length / HOUR);
  return format.plural(forms.minutes, length / 60_000);
}
