/** A place's number as a bar: solid as far as it is confirmed, hatched as far as it is reported beyond. */
import type { Figure, UpdateFigure } from '#shared/snapshot.ts';

/** Its length in the markup's `viewBox`. */
export const BAR = 80;

export function barOf(
  figure: Figure | UpdateFigure | undefined,
  largest: number,
): { solid: number; rest: number } | undefined {
  if (!figure || figure.best <= 0) return undefined;
  const { best, confirmed = 0 } = figure;
  const long = (count: number) => Math.round((BAR * count) / largest);
  // However little there is, something is seen of it.
  const whole = Math.max(1, long(best));
  const solid = confirmed > 0 ? Math.max(1, long(confirmed)) : 0;
  return { solid, rest: Math.max(confirmed < best ? 1 : 0, whole - solid) };
}
