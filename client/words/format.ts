/**
 * Numbers and times as a language writes them. Everything is absolute: a time of day in a named zone, never "just now".
 * Formatters are made once and kept, since making one costs more than a hundred uses.
 */

import type { Lang } from '#shared/text.ts';
import type { Instant } from '#shared/time.ts';
import type { AnyPlural } from './messages.ts';
import { fill } from './messages.ts';
import { writePass } from './zone-pass.ts';

const MINUS = '\u2212';
const EN_DASH = '\u2013';
const NO_BREAK = '\u00a0';
/** What stands where nobody has stated a number. */
export const NOTHING = EN_DASH;

/** How languages write numbers; dates follow the same habits. */
const HABITS = { en: 'en-GB', ru: 'ru' } as const satisfies Record<Lang, string>;

export interface Format {
  /** `463,218`, `463 218`: never rounded. */
  count(value: number): string;
  /** `+12`, `−8`; zero has no sign. */
  change(value: number): string;
  /** A share of 1 with one digit, cut and never rounded up: `92.6%`, `92,6 %`, `<0.1%`. */
  percent(share: number): string;
  /** `1,070–1,192`, or the one number where both ends are the same. */
  range(low: number, high: number): string;
  /** `480k`, `480 тыс.`: for the axes of narrow charts alone. */
  compact(value: number): string;
  /** The sentence of the form that the number takes, with `{count}` filled in. */
  plural(forms: AnyPlural, value: number): string;
  /** A time of day: `19:42`, or `19:42:10`; in an hour that comes twice with the pass that is meant: `02:30 (UTC+2)`. */
  clock(instant: Instant, zone: string, precision?: 'minutes' | 'seconds'): string;
  /** What a clock shows, where the pass is said beside it. */
  digits(instant: Instant, zone: string, precision?: 'minutes' | 'seconds'): string;
  /** `Wednesday 21 April 2021`, `среда, 21 апреля 2021 г.` */
  day(instant: Instant, zone: string): string;
  /** `21 Apr`, `21 апр.`; with its year `21 Apr 2021`, `21 апр. 2021 г.` */
  shortDay(instant: Instant, zone: string, withYear?: boolean): string;
  /** A calendar date that has no zone of its own, e.g. `2021-04-21`: `21 April 2021`. */
  date(date: string): string;
}

export function createFormat(lang: Lang): Format {
  const habit = HABITS[lang];
  const number = new Intl.NumberFormat(habit);
  const percent = new Intl.NumberFormat(habit, { style: 'percent', maximumFractionDigits: 1 });
  const compact = new Intl.NumberFormat(habit, { notation: 'compact' });
  const plurals = new Intl.PluralRules(habit);
  const kept: Record<string, Intl.DateTimeFormat> = {};
  const dates = (options: string, timeZone: string) => {
    const name = options + timeZone;
    const made = kept[name] ?? new Intl.DateTimeFormat(habit, { ...DATE_OPTIONS[options], timeZone });
    kept[name] = made;
    return made;
  };

  const count = (value: number) => number.format(value).replace('-', MINUS);
  const digits: Format['clock'] = (instant, zone, precision = 'minutes') =>
    dates(precision, zone).format(instant);
  return {
    count,
    change: (value) => (value > 0 ? `+${count(value)}` : count(value)),
    // A hair is added, since 1.001 × 1000 is a hair less than 1001.
    percent: (share) =>
      share > 0 && share < 0.001
        ? `<${percent.format(0.001)}`
        : percent.format(Math.floor(share * 1000 + 1e-9) / 1000),
    range: (low, high) => (low === high ? count(low) : `${count(low)}${EN_DASH}${count(high)}`),
    compact: (value) => compact.format(value).replace('K', 'k'),
    plural: (forms, value) => fill(forms[plurals.select(value)] ?? forms.other, { count: count(value) }),
    clock: (instant, zone, precision) => digits(instant, zone, precision) + writePass(instant, zone),
    digits,
    day: (instant, zone) => plainComma(lang, dates('day', zone).format(instant)),
    shortDay: (instant, zone, withYear = false) =>
      dates(withYear ? 'shortDate' : 'shortDay', zone)
        .format(instant)
        .replaceAll(' ', NO_BREAK),
    date: (date) => dates('date', 'UTC').format(Date.parse(`${date}T00:00Z`)),
  };
}

const DATE_OPTIONS: Record<string, Intl.DateTimeFormatOptions> = {
  minutes: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  seconds: { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' },
  day: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
  shortDay: { day: 'numeric', month: 'short' },
  shortDate: { day: 'numeric', month: 'short', year: 'numeric' },
  date: { day: 'numeric', month: 'long', year: 'numeric' },
};

/** Engines disagree whether British English puts a comma after the weekday. */
function plainComma(lang: Lang, day: string): string {
  return lang === 'en' ? day.replace(',', '') : day;
}
