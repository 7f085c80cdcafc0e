/** An invented day for the chart's tests: every number, post and place in it is made up. */

import type { FeedRow, Mark, Point, Series, Snapshot } from '#shared/snapshot.ts';
import type { KindPanel, KindSeries, Picture } from '../../client/chart/picture.ts';

/** What its board counts. */
export type DayKind = 'registration' | 'arrest' | 'update';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
/** An instant of the invented day by Moscow's clock, e.g. `at('19:42')`. */
export const at = (clock: string, date = '2021-04-21') => Date.parse(`${date}T${clock}+03:00`);
export const NOW = at('19:42:10');

type Shape = readonly (readonly [clock: string, value: number])[];

const shapes: Record<'registration' | 'confirmed' | 'low' | 'high' | 'update', Shape> = {
  registration: [
    ['00:00', 446_000],
    ['10:00', 448_904],
    ['13:00', 452_000],
    ['16:00', 457_600],
    ['19:42', 463_218],
  ],
  confirmed: [
    ['10:35', 0],
    ['12:00', 6],
    ['14:00', 61],
    ['16:00', 172],
    ['17:30', 280],
    ['19:00', 490],
    ['19:20', 640],
    ['19:42', 1_014],
  ],
  low: [
    ['10:35', 0],
    ['12:00', 6],
    ['14:00', 61],
    ['16:00', 176],
    ['17:30', 290],
    ['19:00', 520],
    ['19:20', 700],
    ['19:42', 1_070],
  ],
  high: [
    ['10:35', 0],
    ['12:00', 6],
    ['14:00', 64],
    ['16:00', 188],
    ['17:30', 318],
    ['19:00', 590],
    ['19:20', 800],
    ['19:42', 1_192],
  ],
  update: [
    ['10:05', 1],
    ['14:00', 44],
    ['17:00', 110],
    ['19:00', 178],
    ['19:42', 214],
  ],
};

/** The value at an instant, in steps of some minutes, as numbers come in on a real day. */
function valueAt(shape: Shape, t: number, minutes: number): number {
  const last = at('19:42');
  const stepped = last + Math.floor((t - last) / (minutes * MINUTE)) * minutes * MINUTE;
  const index = shape.findIndex(([clock]) => at(clock) > stepped);
  const [from, to] = [shape[index === -1 ? shape.length - 1 : index - 1], shape[index]];
  if (!from) return shape[0]?.[1] ?? 0;
  if (!to) return from[1];
  const share = (stepped - at(from[0])) / (at(to[0]) - at(from[0]));
  // A little unrest, so that bars differ.
  const bent = share + 0.04 * Math.sin(stepped / (17 * MINUTE)) * share * (1 - share) * 4;
  return Math.round(from[1] + bent * (to[1] - from[1]));
}

const starts: Record<DayKind, number> = {
  registration: at('10:00'),
  arrest: at('10:35'),
  update: at('10:05'),
};

function pointAt(kind: DayKind, t: number): Point {
  if (kind === 'registration') {
    const value = valueAt(shapes.registration, t, 1);
    return [t, value, value, value, null];
  }
  if (kind === 'update') {
    const value = valueAt(shapes.update, t, 1);
    return [t, value, value, value, value];
  }
  const confirmed = valueAt(shapes.confirmed, t, 5);
  const low = Math.max(confirmed, valueAt(shapes.low, t, 3));
  const high = Math.max(low, valueAt(shapes.high, t, 4));
  return [t, low, Math.round((low + high) / 2), high, confirmed];
}

/** The points of a kind, as `GET …/series` answers them: on multiples of the step. */
export function pointsOf(kind: DayKind, step: number, from = starts[kind], to = NOW): Point[] {
  const points: Point[] = [];
  const first = Math.ceil(Math.max(from, starts[kind]) / (step * 1000)) * step * 1000;
  for (let t = first; t < to + step * 1000; t += step * 1000) points.push(pointAt(kind, Math.min(t, to)));
  return points.map((point, index) => [first + index * step * 1000, ...point.slice(1)] as Point);
}

export const marks: Mark[] = [
  { t: at('15:05'), what: 'corrected', entry: 'b6f7f2a0-0000-4000-8000-000000000001', place: 'novosibirsk' },
];

/** What the mark is of. */
export const correctedRow: FeedRow = {
  ...{ id: marks[0]?.entry ?? '', seq: 80, at: '2021-04-21T12:05:00Z', asOf: '2021-04-21T12:05:00Z' },
  ...{ kind: 'arrest', place: 'novosibirsk', op: 'total', count: { best: 46, words: 'dozens' } },
  ...{ claimant: 'desk', status: 'confirmed', version: 2 },
  corrected: { at: '2021-04-21T12:20:00Z', reason: 'counted twice', was: { count: 64 } },
};

const keyTexts: [clock: string, place: string, text: string][] = [
  ['11:26', 'sakhalin', 'First arrests at the theatre. Four people are held.'],
  ['15:38', 'novosibirsk', 'The square is closed. People walk along the river.'],
  ['17:24', 'ufa', 'Forty people held in half an hour.'],
  ['19:20', 'moscow', 'Mobile internet is slow or absent in the centre.'],
];

export const keyRows: FeedRow[] = keyTexts.map(([clock, place, text], index) => ({
  id: `b6f7f2a0-0000-4000-8000-00000000010${index}`,
  seq: 100 + index * 40,
  at: iso(at(clock)),
  kind: 'update',
  place,
  asOf: iso(at(clock)),
  claimant: 'desk',
  status: 'confirmed',
  text,
  version: 2,
  key: true,
}));

export function snapshotOf(change: Partial<Snapshot> = {}, now = NOW): Snapshot {
  const [, low, best, high, confirmed] = pointAt('arrest', now);
  const registered = pointAt('registration', now)[2];
  const updates = pointAt('update', now)[2];
  const whose = { asOf: iso(now), claimant: 'desk', basis: 'summed' as const };
  return {
    epoch: 'invented',
    seq: 1288,
    at: iso(now),
    head: 'f'.repeat(64),
    board: {
      slug: 'invented-day',
      title: { en: 'An invented day', ru: 'Выдуманный день' },
      zone: 'Europe/Moscow',
      state: 'live',
      nature: 'simulated',
      goals: { registration: 500_000 },
      start: { date: '2021-04-21', time: '19:00' },
      policy: {},
      big: { arrest: 'confirmed' },
      claimants: [],
      zones: [{ zone: 'Europe/Moscow', name: { en: 'Moscow', ru: 'Москва' } }],
      cadence: {},
      undo: 10,
      confirming: 'anyone',
      contacts: [],
      places: [
        { id: 'kamchatka', name: { en: 'Kamchatka', ru: 'Камчатка' }, zone: 'Asia/Kamchatka' },
        { id: 'sakhalin', name: { en: 'Sakhalin', ru: 'Сахалин' }, zone: 'Asia/Sakhalin' },
        { id: 'novosibirsk', name: { en: 'Novosibirsk', ru: 'Новосибирск' }, zone: 'Asia/Novosibirsk' },
        { id: 'ufa', name: { en: 'Ufa', ru: 'Уфа' }, zone: 'Asia/Yekaterinburg' },
        { id: 'moscow', name: { en: 'Moscow', ru: 'Москва' } },
        { id: 'kaliningrad', name: { en: 'Kaliningrad', ru: 'Калининград' }, zone: 'Europe/Kaliningrad' },
      ],
    },
    checked: {},
    headline: {
      registration: { best: registered, low: registered, high: registered, ...whose },
      arrest: { best, low, high, confirmed: confirmed ?? 0, ...whose },
      update: { best: updates, confirmed: 168, corrected: 9, asOf: iso(now) },
    },
    claims: {},
    places: [],
    series: {
      registration: seriesOf('registration', 240, now),
      arrest: seriesOf('arrest', 120, now),
      update: seriesOf('update', 120, now),
    },
    feed: [],
    ...change,
  };
}

/** What the ministry says of the arrests beside the desk, which counts them place by place. */
export const contestedClaims: Snapshot['claims'] = {
  arrest: [
    { best: 1_131, low: 1_070, high: 1_192, asOf: iso(NOW), claimant: 'desk', basis: 'summed' },
    { best: 566, low: 566, high: 566, asOf: iso(NOW), claimant: 'ministry', basis: 'stated' },
  ],
};

function seriesOf(kind: DayKind, step: number, now = NOW): Series {
  return { step, points: pointsOf(kind, step, starts[kind], now) };
}

function iso(t: number): string {
  return new Date(t).toISOString();
}

/** The panels of a picture of this day, by kind. */
export function panelsOf({ panels }: Picture): Record<DayKind, KindPanel> {
  const of = (kind: DayKind) => {
    const found = panels.find((panel) => panel.kind === kind);
    if (!found) throw new Error(`There is no panel of ${kind}.`);
    return found;
  };
  return { registration: of('registration'), arrest: of('arrest'), update: of('update') };
}

/** The series of a snapshot of this day, as the chart has them, with the day's marks. */
export function seriesWithMarks({ series }: Snapshot): Partial<Record<DayKind, KindSeries>> {
  const { registration, arrest, update } = series;
  return {
    ...(registration && { registration: { ...registration, marks: [] } }),
    ...(arrest && { arrest: { ...arrest, marks } }),
    ...(update && { update: { ...update, marks: [] } }),
  };
}
