/**
 * Draws new numbers where the panels and their looks stay what they are, as they do from tick to tick: an update of
 * Chart.js reads every option anew and lays everything out again before it draws the same panels at the same places.
 */
import type { Chart, Scale } from 'chart.js';
import type { DayDataset } from './day-datasets.ts';
import { scaleOf } from './day-datasets.ts';
import type { Spot } from './panels.ts';
import type { Picture } from './picture.ts';

/** What the panels' places depend on: where it is the same, nothing is laid out anew. */
export function placesOf({ layout, panels }: Picture): string {
  return [layout.width, layout.height, ...panels.flatMap(({ look, weight }) => [look, weight])].join(' ');
}

/** Draws what the chart's datasets hold now, on axes as the picture has them. */
export function refill(chart: Chart<'line' | 'bar', Spot[]>, { frame, panels }: Picture): void {
  limit(chart.scales.x, frame.from, frame.to);
  for (const panel of panels) limit(chart.scales[scaleOf(panel)], panel.axis.min, panel.axis.max);
  for (const index of chart.data.datasets.keys()) {
    const { controller } = chart.getDatasetMeta(index);
    controller.buildOrUpdateElements();
    controller.update('none');
  }
  chart.draw();
}

export function limit(scale: Scale | undefined, min: number, max: number): void {
  if (!scale) return;
  scale.min = min;
  scale.max = max;
}

export interface KeptDatasets {
  /** `isAnew` where more than the numbers is not as it was: other datasets, or another look of one. */
  take(next: DayDataset[]): { datasets: DayDataset[]; isAnew: boolean };
}

/** Keeps the same object under the same name, or Chart.js builds everything that belongs to it anew. */
export function keepDatasets(): KeptDatasets {
  const kept = new Map<string, DayDataset>();
  let shown = '';
  const keep = (dataset: DayDataset) => {
    const before = kept.get(dataset.id);
    if (!before) kept.set(dataset.id, dataset);
    const isAnew = !(before && looksSame(before, dataset));
    return { dataset: before ? Object.assign(before, dataset) : dataset, isAnew };
  };
  return {
    take(next) {
      const taken = next.map(keep);
      const ids = next.map(({ id }) => id).join();
      const isAnew = ids !== shown || taken.some((each) => each.isAnew);
      shown = ids;
      return { datasets: taken.map(({ dataset }) => dataset), isAnew };
    },
  };
}

function looksSame(before: DayDataset, next: DayDataset): boolean {
  const looks = new Map<string, unknown>(Object.entries(before));
  return Object.entries(next).every(([name, value]) => name === 'data' || looks.get(name) === value);
}
