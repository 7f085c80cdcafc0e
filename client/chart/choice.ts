/** What of the board is drawn, and which stretch of it, as the page's address says it: a link opens the same. */
import type { Instant } from '#shared/time.ts';
import type { Range } from './frame.ts';
import { RANGES } from './frame.ts';
import type { Mode } from './layout.ts';

export interface Stretch {
  from: Instant;
  to: Instant;
}

export interface Choice {
  mode: Mode;
  /** Undefined: what the board's age makes of it. */
  range: Range | undefined;
  /** A part of the range. */
  zoom: Stretch | undefined;
  /** Minutes of a bar; undefined: what there is room for. */
  bucket: Bucket | undefined;
  /** A place alone; one claimant alone. */
  place: string | undefined;
  claimant: string | undefined;
}

export const BUCKETS = [5, 15, 60] as const;
export type Bucket = (typeof BUCKETS)[number];

/** Every name has this before it: the feed too has a place in the address. */
export const NAMES = {
  mode: 'chart',
  range: 'chart-range',
  from: 'chart-from',
  to: 'chart-to',
  bucket: 'chart-bucket',
  place: 'chart-place',
  claimant: 'chart-by',
} as const;

/** What cannot be read is not chosen. */
export function readChoice(search: string): Choice {
  const asked = new URLSearchParams(search);
  const of = (name: keyof typeof NAMES) => asked.get(NAMES[name]) || undefined;
  const [from, to] = [readInstant(of('from')), readInstant(of('to'))];
  return {
    mode: of('mode') === 'interval' ? 'interval' : 'cumulative',
    range: RANGES.find((range) => range === of('range')),
    zoom: from !== undefined && to !== undefined && from < to ? { from, to } : undefined,
    bucket: BUCKETS.find((bucket) => String(bucket) === of('bucket')),
    place: of('place'),
    claimant: of('claimant'),
  };
}

function readInstant(text: string | undefined): Instant | undefined {
  const instant = text === undefined ? Number.NaN : Date.parse(text);
  return Number.isNaN(instant) ? undefined : instant;
}
