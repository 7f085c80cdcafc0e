/** The picture's lines, bars and diamonds as Chart.js takes them. */
import type { ChartDataset } from 'chart.js';
import type { Palette } from './palette.ts';
import type { Bar, Spot } from './panels.ts';
import type { KindPanel, Picture } from './picture.ts';

/** Every dataset has its name: the chart keeps the one of that name and fills it anew. */
export type DayDataset = ChartDataset<'line' | 'bar', Spot[]> & { id: string };
type LineLook = Pick<ChartDataset<'line'>, 'borderWidth' | 'borderDash'>;

export interface Ink {
  palette: Palette;
  hatch(colour: string): CanvasPattern | string;
}

/** One array, by which a look is known again. */
const OPEN_DASH = [3, 2.5];

/** Paper between two bars, and the thinnest bar, in pixels. */
const BAR_GAP = 2;
const THINNEST = 1;

export function listDatasets(picture: Picture, ink: Ink): DayDataset[] {
  return picture.mode === 'interval' ? listBarDatasets(picture, ink) : listLineDatasets(picture, ink);
}

function listLineDatasets({ panels }: Picture, { palette }: Ink): DayDataset[] {
  return panels
    .filter(({ kind }) => kind !== 'update')
    .flatMap((panel) => {
      const { look, isCounter } = panel;
      const line = (name: string, data: Spot[], stroke: LineLook): DayDataset => ({
        id: `${name} line ${look}`,
        type: 'line',
        yAxisID: scaleOf(panel),
        data,
        pointRadius: 0,
        borderColor: palette.kind(look),
        borderJoinStyle: 'round',
        stepped: !isCounter,
        ...stroke,
      });
      return [
        line('open', panel.open, { borderWidth: 1.25, borderDash: OPEN_DASH }),
        line('solid', panel.solid, { borderWidth: isCounter ? 2.25 : 2.75 }),
      ];
    });
}

/** A panel's scale: not its kind's id, which a board chooses and which may be `x`. */
export function scaleOf({ look }: Pick<KindPanel, 'look'>): string {
  return `y${look}`;
}

function listBarDatasets(picture: Picture, ink: Ink): DayDataset[] {
  return picture.panels.flatMap((panel) => {
    const { kind, look, bars, running } = panel;
    const colour = ink.palette.kind(look);
    const outlined = { fill: 'transparent', border: 1, colour };
    const growing: NamedBars = { panel, name: 'running', bars: running ? [running] : [] };
    if (kind === 'update') {
      return [
        bar({ panel, name: 'whole', bars }, outlined, picture),
        bar(growing, { ...outlined, fill: ink.hatch(colour) }, picture),
      ];
    }
    const unsure = bars.filter(({ whole, solid }) => solid !== whole);
    return [
      bar(growing, { fill: ink.hatch(colour), border: 0, colour }, picture),
      bar({ panel, name: 'solid', bars }, { fill: colour, border: 0, colour }, picture),
      bar({ panel, name: 'unsure', bars: unsure }, outlined, picture),
    ];
  });
}

interface NamedBars {
  panel: KindPanel;
  name: 'whole' | 'solid' | 'unsure' | 'running';
  bars: readonly Bar[];
}

interface BarLook {
  fill: string | CanvasPattern;
  border: number;
  colour: string;
}

function bar({ panel, name, bars }: NamedBars, look: BarLook, { frame, layout }: Picture): DayDataset {
  const first = bars[0];
  const length = first ? first.to - first.from : frame.bar;
  const pixels = (length / (frame.to - frame.from)) * layout.plot.width;
  return {
    id: `${name} ${panel.look}`,
    type: 'bar',
    yAxisID: scaleOf(panel),
    // Bars of several panels share the times: grouped they would be set side by side.
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
