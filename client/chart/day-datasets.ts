/** The picture's lines, bars and diamonds as Chart.js takes them. */
import type { ChartDataset } from 'chart.js';
import type { ChartKind } from './chart-kinds.ts';
import type { Palette } from './palette.ts';
import type { Bar, Spot } from './panels.ts';
import type { Picture } from './picture.ts';

/** Every dataset has its name: the chart keeps the one of that name and fills it anew. */
export type DayDataset = ChartDataset<'line' | 'bar', Spot[]> & { id: string };

export interface Ink {
  palette: Palette;
  hatch(colour: string): CanvasPattern | string;
}

/** Paper between two bars, and the thinnest bar, in pixels. */
const BAR_GAP = 2;
const THINNEST = 1;

export function listDatasets(picture: Picture, ink: Ink): DayDataset[] {
  return picture.mode === 'interval' ? listBarDatasets(picture, ink) : listLineDatasets(picture, ink);
}

function listLineDatasets({ panels, layout }: Picture, { palette }: Ink): DayDataset[] {
  const { registration, arrest, update } = panels;
  return [
    line('registration', registration.line, { width: 2.25, palette }),
    line('arrest', arrest.line, { width: 2.75, stepped: true, palette }),
    {
      id: 'diamonds',
      type: 'line',
      showLine: false,
      yAxisID: 'update',
      data: update.diamonds,
      pointStyle: 'rectRot',
      pointRadius: layout.diamond.height * 0.45,
      pointBorderWidth: 0,
      pointBackgroundColor: palette.kinds.update,
    },
  ];
}

interface LineLook {
  palette: Palette;
  width: number;
  stepped?: boolean;
}

function line(kind: ChartKind, data: Spot[], look: LineLook): DayDataset {
  return {
    id: kind,
    type: 'line',
    yAxisID: kind,
    data,
    pointRadius: 0,
    borderColor: look.palette.kinds[kind],
    borderWidth: look.width,
    borderJoinStyle: 'round',
    stepped: look.stepped ?? false,
  };
}

function listBarDatasets(picture: Picture, ink: Ink): DayDataset[] {
  return (['registration', 'arrest', 'update'] as const).flatMap((kind) => {
    const { bars, running } = picture.panels[kind];
    const colour = ink.palette.kinds[kind];
    const outlined = { fill: 'transparent', border: 1, colour };
    const growing: NamedBars = { kind, name: 'running', bars: running ? [running] : [] };
    if (kind === 'update') {
      return [
        bar({ kind, name: 'whole', bars }, outlined, picture),
        bar(growing, { ...outlined, fill: ink.hatch(colour) }, picture),
      ];
    }
    const unsure = bars.filter(({ whole, solid }) => solid !== whole);
    return [
      bar(growing, { fill: ink.hatch(colour), border: 0, colour }, picture),
      bar({ kind, name: 'solid', bars }, { fill: colour, border: 0, colour }, picture),
      bar({ kind, name: 'unsure', bars: unsure }, outlined, picture),
    ];
  });
}

interface NamedBars {
  kind: ChartKind;
  name: 'whole' | 'solid' | 'unsure' | 'running';
  bars: readonly Bar[];
}

interface BarLook {
  fill: string | CanvasPattern;
  border: number;
  colour: string;
}

function bar({ kind, name, bars }: NamedBars, look: BarLook, { frame, layout }: Picture): DayDataset {
  const first = bars[0];
  const length = first ? first.to - first.from : frame.bar;
  const pixels = (length / (frame.to - frame.from)) * layout.plot.width;
  return {
    id: `${kind}-${name}`,
    type: 'bar',
    yAxisID: kind,
    // Bars of three panels share the times: grouped they would be set side by side.
    grouped: false,
    data: bars.map(({ from, to, whole, solid }) => ({
      x: (from + to) / 2,
      y: name === 'solid' ? solid : whole,
    })),
    barThickness: Math.max(THINNEST, pixels - BAR_GAP),
    backgroundColor: look.fill,
    borderColor: look.colour,
    borderWidth: look.border,
    borderSkipped: 'start',
  };
}
