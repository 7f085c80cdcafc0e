/** The sentences around the chart: the note beneath it, and the label that stands for it where it cannot be seen. */

import type { Kind } from '#shared/kinds.ts';
import type { Figures } from '#shared/snapshot.ts';
import { fill } from '../words/messages.ts';
import type { Language } from './captions.ts';
import { sayCount, writeLength } from './captions.ts';
import type { KindPanel, Picture } from './picture.ts';

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
  const isUnfinished = panels.some(({ running }) => running !== undefined);
  const isPartly = panels.some(({ bars }) => bars.some(({ whole, solid }) => whole !== solid));
  return [
    writeLength(frame.bar, notes.bar, format),
    isUnfinished ? notes.zeroUnfinished : notes.zero,
    ...(isPartly ? [notes.outlined] : []),
  ];
}

function noteLines(picture: Picture, language: Language): string[] {
  const isOpen = picture.panels.some(({ open }) => open.length > 0);
  const said = picture.panels.flatMap((panel) => [
    ...(panel.line.length > 0 ? noteAxis(panel, picture, language) : []),
    ...(panel.perDiamond > 1 ? [language.format.plural(language.words.notes.diamond, panel.perDiamond)] : []),
  ]);
  const isContested = picture.panels.some(({ highest }) => highest.length > 0);
  const { notes } = language.words;
  return [...(isOpen ? [notes.dashed] : []), ...(isContested ? [notes.claims] : []), ...said];
}

function noteAxis(
  { kind, axis, goal, stated }: KindPanel,
  { hasOwnKinds }: Picture,
  { words: { notes }, format, names }: Language,
): string[] {
  const known: Readonly<Partial<Record<Kind, string>>> = hasOwnKinds ? {} : notes.axisStarts;
  const say = (sentence: string, count: number) =>
    fill(sentence, { kind: names[kind] ?? kind, count: format.count(count) });
  const isGoalAbove = stated !== undefined && goal === undefined;
  return [
    ...(axis.min > 0 ? [say(known[kind] ?? notes.axisStart, axis.min)] : []),
    ...(isGoalAbove ? [say(hasOwnKinds ? notes.goalAboveOf : notes.goalAbove, stated)] : []),
  ];
}

/** @param headline the numbers as they stand now. */
export function writeLabel(picture: Picture, language: Language, headline: Figures, place: string): string {
  const { frame, zone, panels } = picture;
  const { words, format } = language;
  const clock = (t: number) => format.clock(t, zone);
  return [
    fill(words.canvas.title, { from: clock(frame.from), to: clock(frame.end), place }),
    ...panels.flatMap((panel) => describePanel(panel, picture, language, headline)),
    ...(panels.some(({ kind }) => headline[kind]) ? [words.canvas.table] : []),
  ].join(' ');
}

function describePanel(
  { kind, trend, stated, lowest, highest }: KindPanel,
  picture: Picture,
  language: Language,
  headline: Figures,
): string[] {
  const { words, format } = language;
  const figure = headline[kind];
  if (kind === 'update') return figure ? [`${sayCount(kind, figure.best, picture, language)}.`] : [];
  const isRange = figure && 'low' in figure && figure.low < figure.high;
  return [
    sayTrend(kind, trend, picture, language),
    ...(stated === undefined ? [] : [fill(words.canvas.goal, { goal: format.count(stated) })]),
    ...nameSpan(lowest.at(-1)?.y, highest.at(-1)?.y, language),
    ...(isRange ? [fill(words.canvas.reported, { range: format.range(figure.low, figure.high) })] : []),
  ];
}

function nameSpan(low: number | undefined, high: number | undefined, language: Language): string[] {
  const { format, words } = language;
  if (low === undefined || high === undefined || low === high) return [];
  return [fill(words.canvas.claims, { low: format.count(low), high: format.count(high) })];
}

/** What the default's kinds did is said in a sentence; what a board calls its own has no grammar that is known. */
function sayTrend(
  kind: Kind,
  trend: KindPanel['trend'],
  { hasOwnKinds }: Picture,
  { words: { canvas }, format, names }: Language,
): string {
  const name = names[kind] ?? kind;
  if (!trend) return fill(canvas.unknown, { kind: name });
  const { first, last } = trend;
  const values = { kind: name, first: format.count(first), last: format.count(last) };
  if (first === last) return fill(hasOwnKinds ? canvas.held : canvas.stayed, values);
  if (hasOwnKinds) return fill(canvas.went, values);
  return fill(first < last ? canvas.rose : canvas.fell, values);
}
