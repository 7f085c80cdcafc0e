/**
 * Chart.js by itself, with the options that its own pages name for many points, and as many of them as the day's chart has:
 * what a machine needs for this says how quick the machine is.
 */
import { CategoryScale, Chart, LinearScale, LineController, LineElement, PointElement } from 'chart.js';
import type { Point } from '#shared/snapshot.ts';

Chart.register(CategoryScale, LinearScale, LineController, LineElement, PointElement);

export interface BareChart {
  /** Draws these series, one above the other. */
  show(series: readonly (readonly Point[])[]): void;
}

export function createBareChart(canvas: HTMLCanvasElement, count: number): BareChart {
  const names = Array.from({ length: count }, (_, index) => `y${index}`);
  const chart = new Chart<'line', { x: number; y: number }[]>(canvas, {
    type: 'line',
    data: {
      datasets: names.map((yAxisID) => ({
        yAxisID,
        data: [],
        pointRadius: 0,
        borderColor: '#333',
        stepped: true,
      })),
    },
    options: {
      animation: false,
      responsive: false,
      parsing: false,
      normalized: true,
      events: [],
      scales: {
        x: { type: 'linear' },
        ...Object.fromEntries(
          names.map((name) => [name, { type: 'linear', axis: 'y', stack: 'all' } as const]),
        ),
      },
    },
  });
  return {
    show(series) {
      series.forEach((points, index) => {
        const dataset = chart.data.datasets[index];
        if (dataset) dataset.data = points.map(([x, , y]) => ({ x, y }));
      });
      chart.update('none');
    },
  };
}
