/** The day chart on a canvas: Chart.js lays out the panels and draws lines and bars, our own pen everything else. */
import type { Chart, Scale } from 'chart.js';
import type { Instant } from '#shared/time.ts';
import type { Captions } from './captions.ts';
import type { DayConfiguration } from './chart-js.ts';
import { listDatasets, scaleOf } from './day-datasets.ts';
import { hatch } from './hatch.ts';
import { readPalette } from './palette.ts';
import { drawAxes } from './pen/draw-axes.ts';
import { drawDiamonds, drawPanels, drawRanges } from './pen/draw-panels.ts';
import { drawTime, drawTimeGround } from './pen/draw-time.ts';
import type { Pen } from './pen/pen.ts';
import type { Picture } from './picture.ts';
import { keepDatasets, limit, placesOf, refill } from './refill.ts';
import { readTextSize } from './text-size.ts';

/** What is drawn: the picture and its words. */
export interface Drawing {
  picture: Picture;
  captions: Captions;
}

export interface DayChart {
  /** Draws this from now on. */
  show(drawing: Drawing): void;
  /** Draws the reading cursor at a time; undefined takes it away. Cheaper than `show`: nothing is laid out anew. */
  point(cursor: Instant | undefined): void;
  /** Reads the colours and the typeface again. */
  recolour(): void;
  destroy(): void;
}

/**
 * Loads Chart.js and draws.
 * @param current what to draw once it is there; its layout states the canvas' size
 * @throws TypeError where Chart.js could not be loaded
 */
export async function mountDayChart(canvas: HTMLCanvasElement, current: () => Drawing): Promise<DayChart> {
  const { createChart } = await import('./chart-js.ts');
  const first = current();
  const now = { drawing: first, palette: readPalette(canvas), cursor: undefined as Instant | undefined };
  const hatches = keepHatches();
  const kept = keepDatasets();
  let laidOut = '';
  const takeDatasets = () =>
    kept.take(listDatasets(now.drawing.picture, { palette: now.palette, hatch: hatches.of }));
  const chart = createChart(canvas, {
    type: 'line',
    data: { datasets: takeDatasets().datasets },
    options: describe(() => now.drawing.picture),
    plugins: [drawOverlay(() => ({ ...now.drawing, ...now, hatch: hatches.of }))],
  });
  const resize = () => {
    const { width, height } = now.drawing.picture.layout;
    if (chart.width !== width || chart.height !== height) chart.resize(width, height);
    // It has said a size of its own, by the usual size of text.
    canvas.style.width = canvas.style.height = '100%';
  };
  resize();
  const redraw = () => {
    const { datasets, isAnew } = takeDatasets();
    chart.data.datasets = datasets;
    const places = placesOf(now.drawing.picture);
    if (!isAnew && places === laidOut) return refill(chart, now.drawing.picture);
    laidOut = places;
    chart.update('none');
  };
  return {
    show(drawing) {
      now.drawing = drawing;
      resize();
      redraw();
    },
    point(cursor) {
      now.cursor = cursor;
      chart.draw();
    },
    recolour() {
      now.palette = readPalette(canvas);
      hatches.forget();
      redraw();
    },
    destroy: () => chart.destroy(),
  };
}

function keepHatches() {
  const kept = new Map<string, CanvasPattern | string>();
  return {
    of(colour: string, isBack = false): CanvasPattern | string {
      const ratio = devicePixelRatio * readTextSize();
      const key = `${colour} ${ratio} ${isBack}`;
      const pattern = kept.get(key) ?? hatch(colour, ratio, isBack);
      kept.set(key, pattern);
      return pattern;
    },
    forget: () => kept.clear(),
  };
}

/**
 * The options once and for all: what changes, the scales ask for whenever the chart is laid out. Which panels there are does
 * not: other kinds have a canvas of their own.
 */
function describe(current: () => Picture): NonNullable<DayConfiguration['options']> {
  const panels = current().panels.map(
    (panel, index) => [scaleOf(panel), describePanel(index, current)] as const,
  );
  return {
    animation: false,
    responsive: false,
    maintainAspectRatio: false,
    parsing: false,
    normalized: true,
    events: [],
    // Drawn as large as the reader's text.
    devicePixelRatio: devicePixelRatio * readTextSize(),
    layout: {
      padding: () => ({ top: current().layout.top, right: current().layout.margin }),
    },
    scales: {
      x: {
        type: 'day',
        display: false,
        afterDataLimits: (scale) => limit(scale, current().frame.from, current().frame.to),
        afterFit: (scale) => {
          scale.height = current().layout.bottom;
        },
      },
      // Chart.js stacks them from the bottom up.
      ...Object.fromEntries(panels.toReversed()),
    },
  };
}

function describePanel(index: number, current: () => Picture) {
  const panel = () => current().panels[index];
  const axis = () => panel()?.axis ?? { min: 0, max: 1 };
  return {
    type: 'day' as const,
    display: false,
    axis: 'y' as const,
    position: 'left' as const,
    stack: 'd',
    // Which panel has how much may change with the view.
    stackWeight: () => panel()?.weight ?? 1,
    afterDataLimits: (scale: Scale) => limit(scale, axis().min, axis().max),
    afterFit: (scale: Scale) => {
      scale.width = current().layout.gutter;
    },
  };
}

/** Our own pen, beneath and above what Chart.js draws. */
function drawOverlay(
  current: () => Drawing & Pick<Pen, 'palette' | 'hatch' | 'cursor'>,
): NonNullable<DayConfiguration['plugins']>[number] {
  const take = (chart: Chart): Pen => ({
    ...current(),
    context: chart.ctx,
    plot: chart.chartArea,
    panel: (panel) => {
      const { top, bottom } = chart.scales[scaleOf({ look: panel.within ?? panel.look })] ?? chart.chartArea;
      return { left: chart.chartArea.left, right: chart.chartArea.right, top, bottom };
    },
    x: (t) => chart.scales.x?.getPixelForValue(t) ?? 0,
    y: (panel, value) => chart.scales[scaleOf(panel)]?.getPixelForValue(value) ?? 0,
    levels: (panel) => {
      const scale = chart.scales[scaleOf(panel)];
      return (value) => scale?.getPixelForValue(value) ?? 0;
    },
  });
  const within = (draw: (pen: Pen) => void) => (chart: Chart) => {
    chart.ctx.save();
    draw(take(chart));
    chart.ctx.restore();
  };
  return {
    id: 'overlay',
    beforeDatasetsDraw: within((pen) => {
      drawAxes(pen);
      drawTimeGround(pen);
      drawRanges(pen);
      drawDiamonds(pen);
    }),
    afterDatasetsDraw: within((pen) => {
      drawTime(pen);
      drawPanels(pen);
    }),
  };
}
