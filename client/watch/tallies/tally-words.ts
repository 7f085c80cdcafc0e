/** The sentences under a number: how far it is from its goal, what else was reported, how open it is. */
import type { BigFigure, Board } from '#shared/board.ts';
import { bigOf } from '#shared/board.ts';
import type { CountKind } from '#shared/kinds.ts';
import type { Figure, Snapshot } from '#shared/snapshot.ts';
import type { Instant } from '#shared/time.ts';
import { isOver } from '../../board/event-time.ts';
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

/** How far a kind's big number is from its goal; undefined where one of them is not there. */
export function sayGoalOf(
  kind: CountKind,
  { board, headline }: Pick<Snapshot, 'board' | 'headline'>,
  locale: Locale,
): Line | undefined {
  const figure = headline[kind];
  const big = bigOf(board, kind);
  const [number, goal] = [figure?.[big], board.goals[kind]];
  if (number === undefined || goal === undefined) return undefined;
  const isOpen = figure?.atLeast === true && big === 'best';
  return sayGoal(number, goal, { isOpen, isFinal: isOver(board) }, locale);
}

/** The range around a number, or what is reported beside the confirmed one; undefined where nothing is open. */
export function sayRange(figure: Figure, big: BigFigure, locale: Locale): Line | undefined {
  if (isCertain(figure)) return undefined;
  const { messages, format } = locale;
  const { tally } = messages;
  const { low, high, best, atLeast } = figure;
  if (big === 'confirmed')
    return { sentence: tally.reportedRange, values: { range: writeFigure(figure, locale) } };
  const values = { low: format.count(low), high: format.count(high) };
  if (atLeast) return low < best ? { sentence: tally.open, values } : undefined;
  return low < high ? { sentence: tally.between, values } : undefined;
}

/** What stands at the ends of a bar: what is confirmed at the solid one, how far reports go at the open one. */
export function sayEnds(
  figure: Figure,
  { messages: { tally }, format, say }: Locale,
): { solid: string; open: string } {
  const { low, best, high, confirmed, atLeast } = figure;
  const solid = confirmed === undefined ? '' : say(tally.alsoConfirmed, { count: format.count(confirmed) });
  if (atLeast) return { solid, open: say(tally.atLeast, { count: format.count(low) }) };
  const reach = say(tally.upTo, { count: format.count(high) });
  return { solid, open: high > (confirmed ?? best) || low < high ? reach : '' };
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
