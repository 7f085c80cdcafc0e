/**
 * The count grammar: how a number is typed in a hurry, and what it is read as.
 *
 * `+12` so many more, `=350` so many in all, `20-30` a range (it counts as its lower end), `8+` at least eight. A plain
 * `12` is read as `+12`, and `assumed` tells the caller to say so. A minus is typed only where an earlier count is
 * being corrected: `-3` is three fewer than it said.
 */
import type { Count } from '../count.ts';
import type { Op } from '../entry.ts';
import { LIMITS } from '../limits.ts';
import { trimUnseen } from './marks.ts';

export type CountProblem =
  | 'empty'
  | 'unreadable'
  | 'not-whole'
  | 'reversed'
  | 'too-large'
  | 'adds-nothing'
  | 'minus'
  | 'below-zero';

interface Unread {
  problem: CountProblem;
}
export type CountReading = { op: Op; count: Count; assumed: boolean } | Unread;

/** What the entry under correction says now. */
export interface CountedBefore {
  op: Op;
  count: Count;
}

/** Digits, alone or in groups of three: `1496`, `1,496`, `1 496`. */
const NUMBER = String.raw`\d{1,3}(?:[ ,]\d{3})+|\d+`;
const FORM = new RegExp(String.raw`^([+=-])? ?(${NUMBER})(?: ?- ?(${NUMBER})| ?(\+))?$`);
const FRACTION = /\d[.,]\d/;

/** @param before the entry under correction; left out for a new one, where a minus has no meaning. */
export function readCount(typed: string, before?: CountedBefore): CountReading {
  const text = plainSigns(typed);
  if (text === '') return { problem: 'empty' };
  const match = FORM.exec(text);
  if (!match) return { problem: FRACTION.test(text) ? 'not-whole' : 'unreadable' };
  const [, sign, first = '', second, openEnd] = match;
  const range = readRange(readNumber(first), second === undefined ? undefined : readNumber(second), openEnd);
  if ('problem' in range) return range;
  return sign === '-' ? lower(range, before) : state(sign, range, before);
}

/** The shortest way to type a count that is read back as the same. */
export function writeCount({ op, count }: CountedBefore): string {
  const sign = op === 'total' ? '=' : '+';
  const low = count.low ?? count.best;
  if (count.atLeast) return `${sign}${count.best}+`;
  if (count.high !== undefined && count.high > low) return `${sign}${low}-${count.high}`;
  return `${sign}${count.best}`;
}

function plainSigns(typed: string): string {
  return trimUnseen(typed)
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/[\s\u00A0\u202F]+/g, ' ');
}

function readNumber(digits: string): number {
  return Number(digits.replace(/[ ,]/g, ''));
}

function readRange(best: number, high: number | undefined, openEnd: string | undefined): Count | Unread {
  if (Math.max(best, high ?? 0) > LIMITS.count) return { problem: 'too-large' };
  if (high !== undefined && high < best) return { problem: 'reversed' };
  if (openEnd) return { best, atLeast: true };
  return high === undefined || high === best ? { best } : { best, high };
}

function state(sign: string | undefined, count: Count, before: CountedBefore | undefined): CountReading {
  const op = sign === undefined ? (before?.op ?? 'add') : opOf(sign);
  const addsNothing = op === 'add' && count.best === 0 && count.high === undefined && !count.atLeast;
  if (addsNothing && !before) return { problem: 'adds-nothing' };
  return { op, count, assumed: sign === undefined && !before };
}

function opOf(sign: string): Op {
  return sign === '=' ? 'total' : 'add';
}

function lower(by: Count, before: CountedBefore | undefined): CountReading {
  if (by.high !== undefined || by.atLeast) return { problem: 'unreadable' };
  if (!before) return { problem: 'minus' };
  const { op, count } = before;
  const least = (count.low ?? count.best) - by.best;
  if (least < 0) return { problem: 'below-zero' };
  const bounds = {
    ...(count.low !== undefined && { low: least }),
    ...(count.high !== undefined && { high: count.high - by.best }),
    ...(count.atLeast && { atLeast: true as const }),
  };
  return { op, count: { best: count.best - by.best, ...bounds }, assumed: false };
}
