/** Histories of a board, made of random steps: each step is numbers, so that a failing history shrinks. */
import fc from 'fast-check';
import type { Board, Place } from '../../shared/board.ts';
import { BOARD_DEFAULTS, changeBoard } from '../../shared/board.ts';
import { kindsOf } from '../../shared/kind-words.ts';
import { countKindsOf } from '../../shared/kinds.ts';
import type { BoardFacts, ClaimFacts, Facts, Line } from '../../shared/line.ts';
import { kindsNamed } from './own-kinds.ts';

const START = Date.parse('2021-04-21T16:00:00Z');
const MINUTE = 60_000;
const CLAIMANTS = ['desk', 'ovd-info', 'ministry'];
const STATUSES = ['reported', 'confirmed', 'disputed'] as const;

const BOARD: Board = {
  ...BOARD_DEFAULTS,
  slug: 'march',
  title: 'March',
  // Long, so that a merged tick is what is smaller, even one that tells nearly everything.
  summary: 'A march. '.repeat(2_000),
  zone: 'Europe/Moscow',
  state: 'live',
  policy: { arrest: ['ovd-info', 'desk'] },
  places: [
    { id: 'ural', name: 'Ural' },
    { id: 'perm', name: 'Perm', parent: 'ural' },
    { id: 'ufa', name: 'Ufa', parent: 'ural' },
    { id: 'kazan', name: 'Kazan' },
    { id: 'empty', name: 'Nothing here' },
  ],
};

interface Step {
  what: number;
  a: number;
  b: number;
  c: number;
}
export const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.record({ what: fc.nat(99), a: fc.nat(999), b: fc.nat(999), c: fc.nat(999) }),
  { maxLength: 60 },
);

interface Making {
  lines: Line[];
  board: Board;
  /** Counts and updates that can still be changed. */
  targets: { seq: number; kind: ClaimFacts['kind'] }[];
}

/** A sound ledger: the board's line, and one for each step. */
export function makeHistory(of: readonly Step[]): Line[] {
  // Every second board brings kinds of its own.
  const bringsKinds = of.length % 2 === 1;
  const board = bringsKinds ? { ...BOARD, policy: {}, kinds: kindsNamed('strike', 'walk-out') } : BOARD;
  const making: Making = { lines: [], board, targets: [] };
  append(making, { kind: 'board', set: { ...board } });
  for (const step of of) append(making, factsOf(making, step));
  return making.lines;
}

function append(making: Making, facts: Facts): void {
  const seq = making.lines.length + 1;
  making.lines.push({ seq, at: START + seq * 1000, id: idOf(seq), ...facts });
  if (facts.kind === 'board') making.board = changeBoard(making.board, facts.set);
  if ('claimant' in facts) making.targets.push({ seq, kind: facts.kind });
}

export function idOf(seq: number): string {
  return `00000000-0000-4000-8000-${String(seq).padStart(12, '0')}`;
}

function factsOf(making: Making, step: Step): Facts {
  if (step.what < 50 || making.targets.length === 0) return claim(making, step);
  if (step.what < 60) return correction(making, step);
  if (step.what < 68) return retraction(making, step);
  if (step.what < 76) return { kind: 'status', status: pick(STATUSES, step.b), ...target(making, step) };
  if (step.what < 82) return { kind: 'mark', pinned: step.b % 2 === 0, ...target(making, step) };
  if (step.what < 86) return { kind: 'erasure', reason: 'a name', ...target(making, step) };
  if (step.what < 90) return { kind: 'checked' };
  return boardChange(making, step);
}

function claim({ board }: Making, { a, b, c }: Step): Facts {
  const kind = pick(kindsOf(board), a);
  const common = {
    ...somewhere(board, b),
    asOf: START + minutes(c) * MINUTE,
    claimant: pick(CLAIMANTS, a + b),
    status: pick(STATUSES, c),
    ...(b % 3 === 0 && { sources: [{ title: `paper ${b}` }] }),
  };
  if (kind === 'update') return { kind, text: `news ${a}`, ...common };
  const range = c % 5 === 0 ? { low: 0, atLeast: true as const } : {};
  const count = { best: a, ...range };
  return {
    kind,
    op: b % 4 === 0 ? 'total' : 'add',
    count,
    ...(c % 2 === 0 && { text: `count ${a}` }),
    ...common,
  };
}

/** Mostly within an hour, sometimes days later: the series' step has to double. */
function minutes(c: number): number {
  return c % 17 === 0 ? c * 20 : c % 60;
}

function correction(making: Making, step: Step): Facts {
  const changed = target(making, step);
  const isUpdate = making.targets.find(({ seq }) => seq === changed.targetSeq)?.kind === 'update';
  const { b, c } = step;
  const set = [
    { asOf: START + minutes(c) * MINUTE },
    { place: somewhere(making.board, b).place ?? null },
    { claimant: pick(CLAIMANTS, b) },
    isUpdate ? { text: `better ${b}` } : { text: null, sources: [] },
    isUpdate ? { sources: [] } : { count: { best: b }, op: 'add' as const },
    { text: `better ${b}` },
  ][c % 6];
  return { kind: 'correction', set: set ?? {}, reason: 'a slip', ...changed };
}

function retraction(making: Making, step: Step): Facts {
  const changed = target(making, step);
  making.targets = making.targets.filter(({ seq }) => seq !== changed.targetSeq);
  return { kind: 'retraction', reason: 'wrong', ...changed };
}

function target({ targets }: Making, { a }: Step): { target: string; targetSeq: number } {
  const targetSeq = targets[a % targets.length]?.seq ?? 0;
  return { target: idOf(targetSeq), targetSeq };
}

/** Never leaves out a place that may have entries. */
function boardChange({ board }: Making, { a, b }: Step): Facts {
  const sets: BoardFacts['set'][] = [
    { title: `March ${a}` },
    { policy: b % 2 === 0 ? { [pick(countKindsOf(board), b)]: ['ministry'] } : null },
    { kinds: moreKinds(board, b) },
    { places: [...board.places].reverse() },
    { places: board.places.filter(({ id }) => id !== 'empty' && id !== 'late') },
    { places: [...board.places.filter(({ id }) => id !== 'late'), { id: 'late', name: 'Late' }] },
    { places: withoutRegion(board.places, b) },
  ];
  return { kind: 'board', set: sets[a % sets.length] ?? {} };
}

/** One more, or the same in another order: none that may have entries is left out. */
function moreKinds(board: Board, b: number): NonNullable<Board['kinds']> {
  const ids = countKindsOf(board);
  const more = b % 2 === 0 && ids.length < 4 ? [`kind-${ids.length}`] : [];
  return kindsNamed(...more, ...ids.toReversed());
}

/** The tree changes: two cities lie in the region, or at the top; then the region may go, having no entries. */
function withoutRegion(places: readonly Place[], b: number): Place[] {
  const flat = places.filter(({ id }) => id !== 'ural').map(({ parent: _, ...place }) => place);
  if (b % 2 === 0) return flat;
  const region = { id: 'ural', name: 'Ural' };
  return [region, ...flat.map((place) => (place.id === 'kazan' ? place : { ...place, parent: 'ural' }))];
}

/** Entries stand at cities or on the whole board: the other places come and go. */
function somewhere({ places }: Board, b: number): { place?: string } {
  const cities = places.map(({ id }) => id).filter((id) => ['perm', 'ufa', 'kazan'].includes(id));
  const place = [...cities, undefined][b % (cities.length + 1)];
  return place === undefined ? {} : { place };
}

function pick<T>(of: readonly [T, ...T[]] | readonly T[], index: number): T {
  // The remainder is a place in the list, which is not empty.
  return of[index % of.length] as T;
}
