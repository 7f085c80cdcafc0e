/** The times of a picture that something is told of beside its numbers, and the way from one to the next. */
import type { Instant } from '#shared/time.ts';
import { offsetAt } from '#shared/zone-offset.ts';
import type { Picture } from './picture.ts';

const DAY = 86_400_000;
const MINUTE = 60_000;
/** Over a longer stretch a change of the clocks is not seen. */
const MOST_DAYS = 40;

/** When a zone's clocks are put forward or back within a picture. */
function listClockChanges({ frame: { from, end }, zone }: Picture): Instant[] {
  const found: Instant[] = [];
  if (end - from > MOST_DAYS * DAY) return found;
  for (let low = from; low < end; low += DAY) {
    const high = Math.min(low + DAY, end);
    if (offsetAt(low, zone) !== offsetAt(high, zone)) found.push(findChange([low, high], zone));
  }
  return found;
}

function findChange([from, to]: [Instant, Instant], zone: string): Instant {
  let [low, high] = [from, to];
  while (high - low > MINUTE) {
    const middle = (low + high) / 2;
    if (offsetAt(middle, zone) === offsetAt(low, zone)) low = middle;
    else high = middle;
  }
  return Math.round(high / MINUTE) * MINUTE;
}

/** Page Up leads to the next of them, Page Down to the one before; undefined where the key is another, or there is none. */
export function moveToStop(key: string, cursor: Instant | undefined, picture: Picture): Instant | undefined {
  if (key !== 'PageUp' && key !== 'PageDown') return undefined;
  const { marks, keys, panels, frame, hasGap, received } = picture;
  const here = cursor ?? frame.end;
  const stops = [
    ...marks.map(({ mark }) => mark.t),
    ...keys.map(({ t }) => t),
    ...panels.flatMap(({ carried }) => carried.map(({ from }) => from)),
    ...listClockChanges(picture),
    ...(hasGap ? [received] : []),
  ].filter((t) => t >= frame.from && t <= frame.end);
  return key === 'PageUp'
    ? stops.filter((t) => t > here).sort((a, b) => a - b)[0]
    : stops.filter((t) => t < here).sort((a, b) => b - a)[0];
}
