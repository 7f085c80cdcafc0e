/** The chart's stage, and beside it the bare chart that a tick's cost is compared with. */
import type { BareChart } from './bare-chart.ts';
import { createBareChart } from './bare-chart.ts';
import './chart-stage.ts';

declare global {
  var bare: BareChart;
}

const canvas = document.createElement('canvas');
[canvas.width, canvas.height] = [864, 560];
document.body.append(canvas);
globalThis.bare = createBareChart(canvas, 3);
