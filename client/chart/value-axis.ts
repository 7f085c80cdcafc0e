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
  /** Pixels that stay free of names above the last value: the panel above may name its lowest there. */
  topRoom?: number;
}

/** Pixels between two named values, and between the last one and the next panel's lowest, where that is no name to collide with. */
const TICK_ROOM = 36;
const TOP_ROOM = 8;
/** A low panel too names a value besides its zero. */
const LEAST_TICKS = 1.6;
/** An axis that could start above zero does so only where zero would waste more than half of it. */
const WORTH_CUTTING = 0.5;

/** An axis with round values, all of them whole numbers. It never cuts off a value it was told of. */
export function fitAxis({ low = 0, high = 0, startsAtZero, least, ...room }: AxisNeeds): ValueAxis {
  const isCut = !startsAtZero && low > high * WORTH_CUTTING;
  const floor = isCut ? low : Math.min(0, low);
  const spread = Math.max(high - floor, least);
  const step = roundStep(spread / Math.max(LEAST_TICKS, (room.pixels - room.headroom) / TICK_ROOM));
  const min = Math.floor(floor / step) * step;
  const top = Math.max(high, min + least);
  const max = top + ((top - min) * room.headroom) / Math.max(1, room.pixels - room.headroom);
  const ticks: number[] = [];
  for (
    let value = min;
    value <= max - ((max - min) * (room.topRoom ?? TOP_ROOM)) / room.pixels;
    value += step
  )
    ticks.push(value);
  return { min, max, ticks };
}

/** The smallest of 1, 2, 2.5, 5 times a power of ten that is whole and not below `least`. */
function roundStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(least, 1)));
  const factors = power >= 10 ? [1, 2, 2.5, 5, 10] : [1, 2, 5, 10];
  return (factors.find((factor) => factor * power >= least) ?? 10) * power;
}
