/**
 * Chart.js with the parts that the day chart uses, and the only file that imports it: what is registered here is all
 * that a page loads. It comes as a file of its own, which stays in caches while ours change.
 */
import type { CartesianScaleOptions, ChartConfiguration } from 'chart.js';
import { BarController, BarElement, Chart, LineController, LineElement, PointElement, Scale } from 'chart.js';
import type { Spot } from './panels.ts';

declare module 'chart.js' {
  interface CartesianScaleTypeRegistry {
    day: { options: CartesianScaleOptions };
  }
}

/**
 * A straight scale between two ends that it is told. It names nothing, which our pen does: finding round values, resolving
 * the looks of each and measuring them anew is what an update of Chart.js' own scales spends most of its time on.
 */
class DayScale extends Scale<CartesianScaleOptions> {
  static id = 'day';
  static defaults = {};

  override getPixelForValue(value: number): number {
    return this.getPixelForDecimal((value - this.min) / (this.max - this.min));
  }

  override getValueForPixel(pixel: number): number {
    return this.min + this.getDecimalForPixel(pixel) * (this.max - this.min);
  }
}

Chart.register(BarController, BarElement, DayScale, LineController, LineElement, PointElement);

export type DayConfiguration = ChartConfiguration<'line' | 'bar', Spot[]>;

export function createChart(canvas: HTMLCanvasElement, configuration: DayConfiguration) {
  return new Chart<'line' | 'bar', Spot[]>(canvas, configuration);
}
