/** The sentences under a number: how far it is from its goal, what else was reported, how open it is. */
import type { BigFigure, Board } from '#shared/board.ts';
import type { Figure } from '#shared/snapshot.ts';
import type { Instant } from '#shared/time.ts';
import { writeFigure } from '../../board/figure-words.ts';
import type { Staleness } from '../../board/freshness.ts';
import type { Locale } from '../../words/locale.ts';
import { writeTime } from '../../words/when.ts';

/** A sentence of the tables and what it fills in; see RichText. */
export interface Line {
  sentence: string;
  values: Record<string, string>;
}

/** How far a number is from its goal. `isFinal`: nothing more is to come. */
export function sayGoal(
  number: number,
  goal: number,
  { isOpen, isFinal }: { isOpen: boolean; isFinal: boolean },
  { messages: { tally }, format }: Locale,
): Line | undefined {
  // Of no goal at all there is no share.
  if (goal <= 0) return undefined;
  const missing = goal - number;
  const values = {
    percent: format.percent(number / goal),
    goal: format.count(goal),
    rest: format.count(missing),
    over: format.count(-missing),
  };
  if (missing === 0 && !isOpen) return { sentence: tally.goalReached, values };
  if (isOpen) return { sentence: tally.goalAtLeast, values };
  if (missing < 0) return { sentence: tally.goalPassed, values };
  return { sentence: isFinal ? tally.goalMissed : tally.goal, values };
}

/** What else is known of a number, one sentence each: the figure that is not the big one, and the range around both. */
export function sayRange(figure: Figure, big: BigFigure, locale: Locale): Line[] {
  if (isCertain(figure)) return [];
  const { messages, format } = locale;
  const { tally } = messages;
  const { low, high, best, confirmed, atLeast } = figure;
  if (big === 'confirmed')
    return [{ sentence: tally.reportedRange, values: { range: writeFigure(figure, locale) } }];
  const ends = { low: format.count(low), high: format.count(high) };
  const lines: Line[] = [];
  if (atLeast && low < best) lines.push({ sentence: tally.open, values: ends });
  else if (!atLeast && low < high) lines.push({ sentence: tally.between, values: ends });
  if (confirmed !== undefined)
    lines.push({ sentence: tally.alsoConfirmed, values: { count: format.count(confirmed) } });
  return lines;
}

/** Confirmed to the last one: nothing about it is open. */
export function isCertain({ confirmed, best, high, low, atLeast }: Figure): boolean {
  return confirmed === best && low === high && !atLeast;
}

/** That a number is old, or nothing came for a while: how long, and since when. */
export function saySilence(
  sentence: string,
  silence: Pick<Staleness, 'age'> & Partial<Staleness>,
  { board, now }: { board: Board; now: Instant },
  locale: Locale,
): string {
  const { say, duration, messages } = locale;
  const { age, cadence = 0 } = silence;
  if (age === undefined) return messages.tally.ahead;
  const time = writeTime(now - age, { board, today: now }, locale);
  return say(sentence, { age: duration(age), time, cadence: duration(cadence) });
}

/** Beside the number: how sure it is. */
export function sayCertainty(
  figure: Figure,
  big: BigFigure,
  { messages: { tally } }: Locale,
): string | undefined {
  if (big === 'confirmed') return tally.confirmed;
  // "2,238 or more" would be said of a number that may be 2,233.
  return figure.atLeast && figure.low === figure.best ? tally.orMore : undefined;
}
