/** When the clocks of the world's zones are put on or back from 2000 to 2040, found by asking Intl alone. */
const DAY = 86_400_000;
const FIRST = Date.UTC(2000, 0, 1);
const LAST = Date.UTC(2041, 0, 1);

export interface ZoneChange {
  zone: string;
  /** The first instant with the new offset. */
  at: number;
}

const clocks = new Map<string, (instant: number) => number>();

/** What a zone's clock shows, as digits: a way of its own, apart from the code under test. */
export function readClock(zone: string): (instant: number) => number {
  const known = clocks.get(zone) ?? createClock(zone);
  clocks.set(zone, known);
  return known;
}

function createClock(zone: string): (instant: number) => number {
  const clock = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  return (instant) => {
    const [month = 0, day, year = 0, hour, minute, second] =
      clock.format(instant).match(/\d+/g)?.map(Number) ?? [];
    return Date.UTC(year, month - 1, day, hour, minute, second);
  };
}

/** Every change of a zone's clocks, looked for with so many days between two looks. */
export function findChanges(zone: string, days: number): ZoneChange[] {
  const show = readClock(zone);
  const changes: ZoneChange[] = [];
  let before = show(FIRST) - FIRST;
  for (let at = FIRST; at < LAST; at += days * DAY) {
    const after = show(at) - at;
    if (after !== before) changes.push({ zone, at: findChange(show, at - days * DAY, at) });
    before = after;
  }
  return changes;
}

function findChange(show: (instant: number) => number, before: number, after: number): number {
  const offset = show(after) - after;
  let [low, high] = [before, after];
  while (high - low > 1000) {
    const middle = Math.floor((low + high) / 2000) * 1000;
    if (show(middle) - middle === offset) high = middle;
    else low = middle;
  }
  return high;
}

export const allZones: readonly string[] = Intl.supportedValuesOf('timeZone');

/** Of zones whose clocks stood alike each half-year since 2000, the first. */
export function differentZones(): string[] {
  const found = new Map<string, string>();
  for (const zone of allZones) {
    const show = readClock(zone);
    const halves = Array.from({ length: 82 }, (_, index) => FIRST + index * 182.5 * DAY);
    const print = halves.map((at) => show(at) - at).join();
    if (!found.has(print)) found.set(print, zone);
  }
  return [...found.values()];
}
