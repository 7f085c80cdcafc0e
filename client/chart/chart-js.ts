/**
 * Chart.js with the parts that the day chart uses, and the only file that imports it: what is registered here is all
 * that a page loads. It comes as a file of its own, which stays in caches while ours change.
 */
import type { ChartConfiguration } from 'chart.js';
import {
  BarController,
  BarElement,
  Chart,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
} from 'chart.js';
import type { Spot } from './panels.ts';

Chart.register(BarController, BarElement, LinearScale, LineController, LineElement, PointElement);

export type DayConfiguration = ChartConfiguration<'line' | 'bar', Spot[]>;

export function createChart(canvas: HTMLCanvasElement, configuration: DayConfiguration) {
  return new Chart<'line' | 'bar', Spot[]>(canvas, configuration);
}
