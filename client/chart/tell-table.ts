/** The chart as a table: of what is chosen, over what is shown, and in the view that is. Loaded when the table is opened. */

import type { Kind } from '#shared/kinds.ts';
import { countKindsOf } from '#shared/kinds.ts';
import type { Point, Snapshot } from '#shared/snapshot.ts';
import type { Lang } from '#shared/text.ts';
import { inLanguage } from '#shared/text.ts';
import type { Instant } from '#shared/time.ts';
import { fill } from '../words/messages.ts';
import type { Language } from './captions.ts';
import { sayClaims, writeLength } from './captions.ts';
import type { Choice } from './choice.ts';
import { pointAt, pointNow } from './day-series.ts';
import type { HourRow } from './hour-rows.ts';
import type { KindPanel, KindSeries, Picture } from './picture.ts';

/** A column of what a kind's claimants say. */
interface ClaimsColumn {
  kind: Kind;
  name: string;
  write(at: Instant): string;
}

export interface ToldTable {
  /** Undefined where the chart shows all of the board as it does by itself: the table then has rows of its own. */
  rows: readonly HourRow[] | undefined;
  caption: string;
  /** Whether the numbers are the board's own. */
  isWhole: boolean;
  claims: readonly ClaimsColumn[];
}

interface Told {
  picture: Picture;
  series: Partial<Record<Kind, KindSeries>>;
  board: Snapshot['board'];
  choice: Choice;
  lang: Lang;
  nameClaimant: (id: string) => string;
}

export function tellTable(told: Told, language: Language, clock: string): ToldTable {
  const { picture, series, board } = told;
  const of = nameChosen(told);
  const { words, format, names } = language;
  const { mode, frame } = picture;
  const sentence = mode === 'interval' ? words.table.added : words.table.known;
  const length = writeLength(frame.bar, words.per, format);
  const what = fill(sentence, { length, clock });
  const claims = countKindsOf(board).flatMap((kind): ClaimsColumn[] => {
    const said = series[kind]?.claims;
    if (!said || mode === 'interval') return [];
    const write = (at: Instant) => {
      const point = holding(said, at, picture, series[kind]?.step);
      return sayClaims(point?.[1], point?.[3], language) || NONE;
    };
    return [{ kind, name: fill(words.table.claims, { kind: names[kind] ?? kind }), write }];
  });
  return {
    rows: of.length === 0 && isUsual(told.choice) ? undefined : listRows(picture, series),
    caption: of.length > 0 ? `${of.join(', ')}. ${what}` : what,
    isWhole: of.length === 0 && mode === 'cumulative',
    claims,
  };
}

const NONE = '–';

function nameChosen({ board, choice, lang, nameClaimant }: Told): string[] {
  const place = board.places.find(({ id }) => id === choice.place)?.name;
  const { claimant } = choice;
  return [
    ...(place === undefined ? [] : [inLanguage(place, lang)]),
    ...(claimant === undefined ? [] : [nameClaimant(claimant)]),
  ];
}

/** What the table shows by itself. */
function isUsual({ mode, range, zoom }: Choice): boolean {
  return mode === 'cumulative' && !zoom && (range ?? 'all') === 'all';
}

function listRows(picture: Picture, series: Told['series']): HourRow[] {
  return picture.mode === 'interval' ? listBarRows(picture) : listTimeRows(picture, series);
}

/** A row for each bar: what it added, and of that what is sure. */
function listBarRows({ panels }: Picture): HourRow[] {
  const rows = new Map<Instant, HourRow>();
  for (const panel of panels) {
    for (const { from, to, whole, solid } of barsOf(panel)) {
      const row = rows.get(from) ?? { at: from, until: to, values: {} };
      rows.set(from, { ...row, values: { ...row.values, [panel.kind]: [from, whole, whole, whole, solid] } });
    }
  }
  const kinds = panels.map(({ kind }) => kind);
  const none = Object.fromEntries(kinds.map((kind) => [kind, null]));
  const ascending = [...rows.values()].sort((a, b) => a.at - b.at);
  return ascending.map((row) => ({ ...row, values: { ...none, ...row.values } }));
}

function barsOf({ bars, running }: KindPanel): KindPanel['bars'] {
  return running ? [...bars, running] : bars;
}

/** What was known each time that a bar would begin, and at the end. */
function listTimeRows(picture: Picture, series: Told['series']): HourRow[] {
  const { from, end, bar } = picture.frame;
  const times: Instant[] = [];
  for (let t = from; t < end; t += bar) times.push(t);
  const rows = [...times, end].map((at): HourRow => {
    const values = picture.panels.map(({ kind }) => {
      const { points, step } = series[kind] ?? { points: [], step: 0 };
      return [kind, holding(points, at, picture, step) ?? null];
    });
    return { at, values: Object.fromEntries(values) };
  });
  const first = rows.findIndex(({ values }) => Object.values(values).some((value) => value !== null));
  return first === -1 ? [] : rows.slice(first);
}

function holding(points: readonly Point[], at: Instant, { frame }: Picture, step = 0): Point | undefined {
  return at >= frame.end ? pointNow(points, at, step) : pointAt(points, at);
}
