/** The day chart on a canvas: Chart.js lays out and draws lines, bars and axes, our own pen everything else. */
import type { Chart, Scale } from 'chart.js';
import type { Instant } from '#shared/time.ts';
import type { Captions } from './captions.ts';
import type { DayConfiguration } from './chart-js.ts';
import type { DayDataset } from './day-datasets.ts';
import { listDatasets, scaleOf } from './day-datasets.ts';
import { hatch } from './hatch.ts';
import type { Palette } from './palette.ts';
import { readPalette } from './palette.ts';
import { drawDiamonds, drawPanels, drawRanges } from './pen/draw-panels.ts';
import { drawTime, drawTimeGround } from './pen/draw-time.ts';
import type { Pen } from './pen/pen.ts';
import type { Picture } from './picture.ts';
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
  const kept = new Map<string, DayDataset>();
  const datasetsNow = () =>
    listDatasets(now.drawing.picture, { palette: now.palette, hatch: hatches.of }).map((dataset) =>
      // The same object again, or Chart.js builds everything that belongs to it anew.
      keepDataset(kept, dataset),
    );
  const chart = createChart(canvas, {
    type: 'line',
    data: { datasets: datasetsNow() },
    options: describe(() => ({ ...now.drawing, palette: now.palette })),
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
    chart.data.datasets = datasetsNow();
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

function keepDataset(kept: Map<string, DayDataset>, dataset: DayDataset): DayDataset {
  const before = kept.get(dataset.id);
  if (before) return Object.assign(before, dataset);
  kept.set(dataset.id, dataset);
  return dataset;
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
function describe(current: () => Drawing & { palette: Palette }): NonNullable<DayConfiguration['options']> {
  const { picture } = current();
  const panels = picture.panels.map(
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
      padding: () => ({ top: current().picture.layout.top, right: current().picture.layout.margin }),
    },
    scales: {
      x: {
        type: 'linear',
        bounds: 'data',
        border: { display: false },
        grid: { display: false },
        ticks: { display: false, autoSkip: false },
        afterDataLimits: (scale) => {
          const { frame } = current().picture;
          limit(scale, frame.from, frame.to);
        },
        afterFit: (scale) => {
          scale.height = current().picture.layout.bottom;
        },
      },
      // Chart.js stacks them from the bottom up.
      ...Object.fromEntries(panels.toReversed()),
    },
  };
}

function describePanel(index: number, current: () => Drawing & { palette: Palette }) {
  const panel = () => current().picture.panels[index];
  const axis = () => panel()?.axis ?? { min: 0, max: 1, ticks: [] };
  return {
    type: 'linear' as const,
    axis: 'y' as const,
    position: 'left' as const,
    bounds: 'data' as const,
    stack: 'd',
    // Which panel has how much may change with the view.
    stackWeight: () => panel()?.weight ?? 1,
    border: { display: false },
    grid: { color: () => current().palette.rule, drawTicks: false },
    ticks: {
      autoSkip: false,
      // A narrow gutter holds "480 тыс." with no more than this.
      padding: () => (current().picture.layout.isNarrow ? 3 : 8),
      color: () => current().palette.ink3,
      font: () => ({ family: current().palette.family, size: 12 }),
      callback: (value: number | string) => current().captions.value(Number(value)),
    },
    afterDataLimits: (scale: Scale) => limit(scale, axis().min, axis().max),
    afterBuildTicks: (scale: Scale) => {
      // The goal's line is its own name.
      const named = axis().ticks.filter(
        (value) => current().picture.mode === 'interval' || value !== panel()?.goal,
      );
      scale.ticks = named.map((value) => ({ value }));
    },
    afterFit: (scale: Scale) => {
      scale.width = current().picture.layout.gutter;
    },
  };
}

function limit(scale: Scale, min: number, max: number): void {
  scale.min = min;
  scale.max = max;
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
  });
  const within = (draw: (pen: Pen) => void) => (chart: Chart) => {
    chart.ctx.save();
    draw(take(chart));
    chart.ctx.restore();
  };
  return {
    id: 'overlay',
    beforeDatasetsDraw: within((pen) => {
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
