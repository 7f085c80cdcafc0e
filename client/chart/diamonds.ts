/** Updates in the cumulative view: a diamond each, stacked. */
import type { Point } from '#shared/snapshot.ts';
import { listBars } from './bars.ts';
import type { Panel, PanelNeeds } from './panels.ts';
import { EMPTY, MOST_SPOTS } from './panels.ts';

/** One diamond for each update, stacked over the interval it fell into. */
export function stackDiamonds(points: readonly Point[], needs: PanelNeeds): Panel {
  const { frame, pixels } = needs;
  const perPixel = (frame.to - frame.from) / pixels.width;
  const length = ([4, 5, 10] as const)
    .map((steps) => steps * frame.step * 1000)
    .find((candidate) => candidate >= pixels.diamond.width * perPixel);
  const stacks = listBars('update', points, needs, length ?? frame.bar);
  const roomFor = Math.max(1, Math.floor((pixels.height * pixels.part) / pixels.diamond.height) - 1);
  const perDiamond = countPerDiamond(
    stacks.map(({ whole }) => whole),
    roomFor,
  );
  const diamonds = stacks.flatMap(({ from, to, whole }) =>
    Array.from({ length: Math.max(0, Math.ceil(whole / perDiamond)) }, (_, index) => ({
      x: Math.min((from + to) / 2, frame.end),
      y: index + 0.5,
    })),
  );
  return {
    ...EMPTY,
    axis: { min: 0, max: pixels.height / pixels.diamond.height, ticks: [] },
    diamonds,
    perDiamond,
  };
}

/** The smallest round number of updates that a diamond must stand for, so that the stacks fit. */
function countPerDiamond(stacks: readonly number[], roomFor: number): number {
  const highest = Math.max(0, ...stacks);
  for (let power = 1; ; power *= 10) {
    for (const factor of [1, 2, 5]) {
      const per = factor * power;
      const total = stacks.reduce((sum, count) => sum + Math.ceil(Math.max(0, count) / per), 0);
      if (highest / per <= roomFor && (total <= MOST_SPOTS || highest <= per)) return per;
    }
  }
}
