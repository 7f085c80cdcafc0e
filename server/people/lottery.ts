/**
 * A lottery among those who wait: first a group is drawn, then one of it. A group of a thousand is drawn no more often than
 * a group of one, and coming first does not help.
 */
export interface Lottery<T> {
  readonly isEmpty: boolean;
  /** Adds one. If there are too many now, one is drawn to leave and returned; it may be the newcomer. */
  add(group: string, one: T): T | undefined;
  draw(): T | undefined;
  remove(group: string, one: T): void;
}

export interface LotteryBounds {
  groups: number;
  ofOneGroup: number;
}

/** @param random from 0 up to 1 */
export function createLottery<T>(bounds: LotteryBounds, random: () => number): Lottery<T> {
  const groups = new Map<string, T[]>();
  const pick = <V>(list: readonly V[]): V | undefined => list[Math.floor(random() * list.length)];

  function remove(group: string, one: T): void {
    const left = groups.get(group)?.filter((other) => other !== one) ?? [];
    if (left.length > 0) groups.set(group, left);
    else groups.delete(group);
  }

  function drawFrom(group: string | undefined): T | undefined {
    if (group === undefined) return undefined;
    const one = pick(groups.get(group) ?? []);
    if (one !== undefined) remove(group, one);
    return one;
  }

  return {
    get isEmpty() {
      return groups.size === 0;
    },
    add(group, one) {
      const there = [...(groups.get(group) ?? []), one];
      groups.set(group, there);
      if (there.length > bounds.ofOneGroup) return drawFrom(group);
      return groups.size > bounds.groups ? drawFrom(pick([...groups.keys()])) : undefined;
    },
    draw: () => drawFrom(pick([...groups.keys()])),
    remove,
  };
}
