/** The words that stand on the canvas, in the reader's language. */
import type { Kind } from '#shared/kinds.ts';
import type { ChartWords } from '../words/chart-en.ts';
import type { Format } from '../words/format.ts';
import type { AnyPlural } from '../words/messages.ts';
import { fill } from '../words/messages.ts';
import type { KindPanel, NumberedKey, Picture } from './picture.ts';
import { nameValue } from './picture.ts';
import { writeNumbered, writeTick } from './tick-words.ts';
import type { TimeTick } from './time-ticks.ts';

export interface Language {
  words: ChartWords;
  format: Format;
  /** What the board's kinds are called. */
  names: Readonly<Partial<Record<Kind, string>>>;
}

/** The words of one panel. */
export interface PanelCaption {
  name: string;
  /** Beside the line's end; empty where a number is not known or not shown. */
  value: string;
  goal: string;
  /** What the claims span at the end; empty where they agree. */
  claims: string;
}

export interface Captions {
  /** One for each panel of the picture, in its order. */
  panels: PanelCaption[];
  /** Beside the names: how long a bar is. */
  per: string;
  reportedRange: string;
  /** Over the gap, and where there is nothing at all. */
  nothingSince: string;
  nothing: string;
  now: string;
  tick(tick: TimeTick): string;
  /** What a key update begins with. */
  key(key: NumberedKey): string;
  value(value: number): string;
}

export function writeCaptions(picture: Picture, { words, format, names }: Language): Captions {
  const { frame, layout, zone, panels, received, mode } = picture;
  const caption = ({ kind, value, goal, lowest, highest }: KindPanel): PanelCaption => ({
    claims: sayClaims(lowest.at(-1)?.y, highest.at(-1)?.y, { words, format }),
    name: names[kind] ?? kind,
    value: value === undefined || mode === 'interval' ? '' : format.count(value),
    goal: fill(words.goal, { count: format.count(goal ?? 0) }),
  });
  return {
    panels: panels.map(caption),
    per: mode === 'interval' ? writeLength(frame.bar, words.per, format) : '',
    reportedRange: words.reportedRange,
    nothingSince: fill(words.nothingSince, { time: format.clock(received, zone, 'seconds') }),
    nothing: words.nothing,
    now: writeNumbered(frame.end, zone, format),
    tick: (tick) => writeTick(tick, zone, format),
    key: ({ row }) => writeBeginning(row.text ?? ''),
    value: (value) => nameValue(value, layout, format),
  };
}

/** "1,014 arrests"; of what a board counts by itself, whose grammar nobody knows, "On strike: 46". */
export function sayCount(
  kind: Kind,
  value: number,
  { hasOwnKinds }: Picture,
  { words, format, names }: Language,
): string {
  const counted: Readonly<Partial<Record<Kind, AnyPlural>>> = words.counted;
  const forms = hasOwnKinds && kind !== 'update' ? undefined : counted[kind];
  if (forms) return format.plural(forms, value);
  return fill(words.cursor.own, { kind: names[kind] ?? kind, count: format.count(value) });
}

/** "claims from 612 to 1,192"; empty where there is no difference. */
export function sayClaims(
  low: number | undefined,
  high: number | undefined,
  { words, format }: Pick<Language, 'words' | 'format'>,
): string {
  if (low === undefined || high === undefined || low === high) return '';
  return fill(words.claims.span, { low: format.count(low), high: format.count(high) });
}

/** Three words, by which it is found in the list beneath the chart. */
function writeBeginning(text: string): string {
  const words = text.slice(0, 80).split(/\s+/);
  return words.length > 3 ? `${words.slice(0, 3).join(' ')}…` : words.join(' ');
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** A bar's length in the largest unit that divides it. */
export function writeLength(length: number, forms: ChartWords['per'], format: Format): string {
  if (length % DAY === 0) return format.plural(forms.days, length / DAY);
  if (length % HOUR === 0) return format.plural(forms.hours, length / HOUR);
  return format.plural(forms.minutes, length / 60_000);
}
