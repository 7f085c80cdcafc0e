/**
 * A line as far as somebody has said it. Where nothing new came for longer than a number is good for, it is broken, and
 * the last number is carried on apart: it is neither a climb to the next one nor a number of now.
 */
import type { Instant } from '#shared/time.ts';
import type { Spot } from './panels.ts';

/** A number that was carried on. */
export interface Carried {
  from: Instant;
  to: Instant;
  y: number;
}

export interface BrokenLine {
  /** Ascending, with a spot without a value where the line is broken; never the first or the last one. */
  line: Spot[];
  carried: Carried[];
}

export interface LineNeeds {
  /** When the number at the first spot was said: it may have been before the left edge. */
  since: Instant;
  /** The newest `asOf`, from where on the number is carried on to the last spot. */
  asOf: Instant;
  /** How long a number is good for, in milliseconds. */
  limit: number;
}

/** Where a board gives no cadence: a number is good for an hour at least. */
const LEAST = 3_600_000;

/** Twice the cadence; where none is given, twice what lies between two changes as a rule, and an hour at least. */
export function limitOf(spots: readonly Spot[], cadence: number | undefined): number {
  if (cadence !== undefined) return 2 * cadence;
  const changes = spots.filter(({ y }, index) => y !== spots[index - 1]?.y);
  const between = changes.slice(1).map(({ x }, index) => x - (changes[index]?.x ?? x));
  const half = between.length >> 1;
  // Most of them are short as a rule: which of them is in the middle then changes nothing, and need not be sorted out.
  if (between.filter((length) => 2 * length <= LEAST).length > half) return LEAST;
  return Math.max(LEAST, 2 * (between.sort((a, b) => a - b)[half] ?? 0));
}

/** @param spots ascending, with the last one at the end of what is known. */
export function breakLine(spots: readonly Spot[], needs: LineNeeds): BrokenLine {
  const carried: Carried[] = [];
  const [first] = spots;
  let line: Spot[] = [];
  let said = needs.since;
  for (const spot of spots) {
    const before = line.at(-1) ?? spot;
    if (spot.y !== before.y) {
      if (spot.x - said > needs.limit) {
        const from = Math.max(said, first?.x ?? said);
        line = [...line.filter(({ x }) => !(x > from)), { x: from, y: Number.NaN }];
        carried.push({ from, to: spot.x, y: before.y });
      }
      said = spot.x;
    }
    line.push(spot);
  }
  return carryOn({ line, carried }, Math.max(said, needs.asOf, first?.x ?? 0));
}

/** What lies past the newest `asOf` is the last number again. */
function carryOn({ line, carried }: BrokenLine, from: Instant): BrokenLine {
  const last = line.at(-1);
  if (!last || from >= last.x) return { line, carried };
  return {
    line: [...line.filter(({ x }) => !(x >= from)), { x: from, y: last.y }],
    carried: [...carried, { from, to: last.x, y: last.y }],
  };
}
