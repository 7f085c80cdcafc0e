/** Where a panel's axis begins and ends, and which values it names. */
export interface ValueAxis {
  min: number;
  max: number;
  /** The named values, ascending. */
  ticks: number[];
}

export interface AxisNeeds {
  /** The smallest and the largest value to show; undefined where there is nothing. */
  low: number | undefined;
  high: number | undefined;
  startsAtZero: boolean;
  /** The smallest range the axis may have, so that noise does not look like a wave. */
  least: number;
  /** The axis' length in pixels, and how many of them stay free above the highest value. */
  pixels: number;
  headroom: number;
}

/** Pixels between two named values: as many as there are for three of them, within these bounds. */
const TICK_ROOM = { least: 20, most: 36 };
/** Above the last named value: the panel's name stands there. */
const TOP_ROOM = 16;
/** A low panel too names a value besides its zero. */
const LEAST_TICKS = 1.6;
/** An axis that could start above zero does so only where zero would waste more than half of it. */
const WORTH_CUTTING = 0.5;

/** An axis with round values, all of them whole numbers. It never cuts off a value it was told of. */
export function fitAxis({ low = 0, high = 0, startsAtZero, least, pixels, headroom }: AxisNeeds): ValueAxis {
  const isCut = !startsAtZero && low > high * WORTH_CUTTING;
  const floor = isCut ? low : Math.min(0, low);
  const spread = Math.max(high - floor, least);
  const body = pixels - headroom;
  const room = Math.min(TICK_ROOM.most, Math.max(TICK_ROOM.least, body / 3));
  const step = roundStep(spread / Math.max(LEAST_TICKS, body / room));
  const min = Math.floor(floor / step) * step;
  const top = Math.max(high, min + least);
  const max = top + ((top - min) * headroom) / Math.max(1, body);
  const ticks: number[] = [];
  const last = max - ((max - min) * TOP_ROOM) / pixels;
  for (let value = min; value <= last; value += step) ticks.push(value);
  return { min, max, ticks };
}

/** The smallest of 1, 2, 2.5, 5 times a power of ten that is whole and not below `least`. */
function roundStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(least, 1)));
  const factors = power >= 10 ? [1, 2, 2.5, 5, 10] : [1, 2, 5, 10];
  return (factors.find((factor) => factor * power >= least) ?? 10) * power;
}
