/** The last hour of each place: the reader's arithmetic on the steps that the server tells, and its small picture. */
import type { BigFigure } from '#shared/board.ts';
import type { Kind } from '#shared/kinds.ts';
import type { RecentPlace, RecentPlaces } from '#shared/recent-places.ts';
import type { PlaceRow } from '#shared/snapshot.ts';
import type { Instant } from '#shared/time.ts';

/** By how much a number changed in the last hour, and in each five minutes of it. */
export interface Hour {
  more: number;
  bins: number[];
}

/** What the table needs besides the snapshot, by the id of the place. */
export type RecentById = ReadonlyMap<string, RecentPlace>;

export interface Measure {
  kind: Kind;
  big: BigFigure;
  now: Instant;
}

const BINS = 12;
const BIN = 5 * 60_000;
const HOUR = BINS * BIN;

export function indexRecent({ places }: RecentPlaces): RecentById {
  return new Map(places.map((place) => [place.id, place]));
}

/**
 * The hour up to `now`. What came since the server was asked is the difference to the number as it is; undefined where
 * nobody has stated a number. A place that the answer does not have had none then, so that all of it is new.
 */
export function hourOf(
  figures: Partial<PlaceRow>,
  recent: RecentPlace | undefined,
  { kind, big, now }: Measure,
): Hour | undefined {
  const number = figures[kind]?.[big];
  if (number === undefined) return undefined;
  const told = recent?.[kind];
  const bins = Array.from({ length: BINS }, () => 0);
  const start = now - HOUR;
  const add = (t: Instant, change: number) => {
    const bin = Math.min(BINS - 1, Math.ceil((t - start) / BIN) - 1);
    if (bin >= 0) bins[bin] = (bins[bin] ?? 0) + change;
  };
  for (const [t, best, confirmed] of told?.changes ?? []) add(t, big === 'best' ? best : confirmed);
  add(now, number - (told?.[big] ?? 0));
  return { more: bins.reduce((sum, bin) => sum + bin, 0), bins };
}

/** As in the markup's `viewBox`. */
const HOUR_BOX = { width: 96, height: 20 } as const;
const PITCH = HOUR_BOX.width / BINS;

/** A column for each five minutes in which the number rose. @param tallest the largest rise that any row shows: one scale for all */
export function drawHour({ bins }: Hour, tallest: number): string {
  const { height } = HOUR_BOX;
  return bins
    .map((rise, bin) => {
      if (rise <= 0) return '';
      const tall = Math.max(1.5, Math.round((10 * height * rise) / tallest) / 10);
      return `M${bin * PITCH + PITCH / 2} ${height}v-${tall}`;
    })
    .join('');
}

export function tallestOf(hours: Iterable<Hour | undefined>): number {
  let tallest = 1;
  for (const hour of hours) tallest = Math.max(tallest, ...(hour?.bins ?? []));
  return tallest;
}

/** How many of the places have been heard from: the lowest ones, which no other lies in. */
export interface Coverage {
  heard: number;
  of: number;
}

/**
 * Whose numbers or updates are as of the last hour. A date without a clock says nothing of the hour.
 * @param rows the places that are shown and hold no others
 */
export function coverageOf(rows: readonly Partial<PlaceRow>[], since: Instant): Coverage {
  const isNew = (row: Partial<PlaceRow>) =>
    Object.values(row).some(
      (figure) => typeof figure === 'object' && figure.day === undefined && Date.parse(figure.asOf) > since,
    );
  return { heard: rows.filter(isNew).length, of: rows.length };
}

export function hourBefore(now: Instant): Instant {
  return now - HOUR;
}
