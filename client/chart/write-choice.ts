/** Writes what is chosen into an address. */
import { formatInstant } from '#shared/time.ts';
import type { Choice } from './choice.ts';
import { NAMES } from './choice.ts';

/** The address with a choice in the place of what it said; whatever else it says stays. */
export function writeChoice(address: string, { mode, range, zoom, bucket, place, claimant }: Choice): string {
  const url = new URL(address);
  const said: Record<keyof typeof NAMES, string | undefined> = {
    mode: mode === 'interval' ? mode : undefined,
    range,
    from: zoom && formatInstant(zoom.from),
    to: zoom && formatInstant(zoom.to),
    bucket: bucket && String(bucket),
    place,
    claimant,
  };
  for (const [name, value] of Object.entries(said)) {
    const key = NAMES[name as keyof typeof NAMES];
    if (value === undefined) url.searchParams.delete(key);
    else url.searchParams.set(key, value);
  }
  return url.href;
}
