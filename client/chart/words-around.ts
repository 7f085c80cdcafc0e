/** The sentences around the chart: the note beneath it, and the label that stands for it where it cannot be seen. */

import type { Figure } from '#shared/snapshot.ts';
import { fill } from '../words/messages.ts';
import type { Language } from './captions.ts';
import { writeLength } from './captions.ts';
import type { ChartKind } from './chart-kinds.ts';
import { chartKinds } from './chart-kinds.ts';
import type { Picture } from './picture.ts';

/** What a reader has to know to read this picture: whose clock, where an axis begins, what a mark stands for. */
export function writeNote(picture: Picture, language: Language, place: string): string {
  const { notes } = language.words;
  const sentences = [
    fill(notes.time, { place }),
    ...(picture.mode === 'interval' ? noteBars(picture, language) : noteLines(picture, language)),
    ...(picture.marks.length > 0 ? [notes.marks] : []),
    ...(picture.coarse.length > 0 ? [notes.coarse] : []),
  ];
  return sentences.join(' ');
}

function noteBars({ frame, panels }: Picture, { words: { notes }, format }: Language): string[] {
  const isUnfinished = chartKinds.some((kind) => panels[kind].running !== undefined);
  const isPartly = panels.arrest.bars.some(({ whole, solid }) => whole !== solid);
  return [
    writeLength(frame.bar, notes.bar, format),
    isUnfinished ? notes.zeroUnfinished : notes.zero,
    ...(isPartly ? [notes.outlined] : []),
  ];
}

function noteLines({ panels, goals }: Picture, { words: { notes }, format }: Language): string[] {
  const { registration, update } = panels;
  const isCut = registration.line.length > 0 && registration.axis.min > 0;
  const isGoalAbove =
    registration.line.length > 0 && goals.registration !== undefined && registration.goal === undefined;
  return [
    ...(isCut ? [fill(notes.axisStart, { count: format.count(registration.axis.min) })] : []),
    ...(isGoalAbove ? [fill(notes.goalAbove, { count: format.count(goals.registration ?? 0) })] : []),
    ...(update.perDiamond > 1 ? [format.plural(notes.diamond, update.perDiamond)] : []),
  ];
}

/** @param headline the numbers as they stand now. */
export function writeLabel(
  picture: Picture,
  { words, format }: Language,
  headline: { registration?: Figure; arrest?: Figure; update?: { best: number } },
  place: string,
): string {
  const { frame, zone } = picture;
  const { canvas } = words;
  const clock = (t: number) => format.clock(t, zone);
  const about = (kind: Exclude<ChartKind, 'update'>) => {
    const spots = picture.trend[kind];
    if (!spots) return fill(canvas.unknown, { kind: words.kinds[kind] });
    const { first, last } = spots;
    const values = { kind: words.kinds[kind], first: format.count(first), last: format.count(last) };
    if (first === last) return fill(canvas.stayed, values);
    return fill(first < last ? canvas.rose : canvas.fell, values);
  };
  const { goals } = picture;
  const arrest = headline.arrest;
  return [
    fill(canvas.title, { from: clock(frame.from), to: clock(frame.end), place }),
    ...(['registration', 'arrest'] as const).flatMap((kind) => {
      const goal = goals[kind];
      return [about(kind), ...(goal === undefined ? [] : [fill(canvas.goal, { goal: format.count(goal) })])];
    }),
    ...(arrest && arrest.low < arrest.high
      ? [fill(canvas.reported, { range: format.range(arrest.low, arrest.high) })]
      : []),
    ...(headline.update ? [`${format.plural(words.cursor.update, headline.update.best)}.`] : []),
    ...(chartKinds.some((kind) => headline[kind]) ? [canvas.table] : []),
  ].join(' ');
}
