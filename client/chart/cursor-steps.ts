/** Where the reading cursor goes. */
import type { Instant } from '#shared/time.ts';
import { floorInZone } from '#shared/zone-clock.ts';
import type { Picture } from './picture.ts';

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

function bounds(low: number, high: number) {
  return { low, high: Math.max(low, high) };
}

function keepWithin(t: Instant, { low, high }: { low: number; high: number }): Instant {
  return Math.min(Math.max(t, low), high);
}
