/** Random histories of a small board: three levels of places, few minutes, three claimants, so that rules meet often. */
import fc from 'fast-check';
import type { Board, Place } from '#shared/board.ts';
import type { Facts, Line, SettledSet } from '#shared/line.ts';
import { kindsNamed } from '../support/own-kinds.ts';

export const MIDNIGHT = Date.UTC(2021, 3, 21);
export const PLACES = ['volga', 'kazan', 'samara', 'ural', 'perm', 'moscow'];
export const CLAIMANTS = ['desk', 'dw', 'ovd-info'];

const named = (id: string, parent?: string): Place => ({
  id,
  name: id,
  ...(parent !== undefined && { parent }),
});
const TREES: Place[][] = [
  [
    named('volga'),
    named('kazan', 'volga'),
    named('samara', 'volga'),
    named('ural'),
    named('perm', 'ural'),
    named('moscow'),
  ],
  [
    named('volga'),
    named('kazan', 'volga'),
    named('samara', 'kazan'),
    named('ural', 'volga'),
    named('perm', 'ural'),
    named('moscow'),
  ],
  [
    named('kazan'),
    named('volga', 'kazan'),
    named('perm'),
    named('ural'),
    named('samara', 'perm'),
    named('moscow', 'ural'),
  ],
  [named('volga'), named('kazan', 'volga')],
  [],
];

/** The instants that a history uses: whole minutes, for ties, and some between. */
export const minuteOf = (minute: number) => MIDNIGHT + Math.round(minute * 60_000);

export function idOfLine(seq: number): string {
  return `00000000-0000-4000-8000-${seq.toString(16).padStart(12, '0')}`;
}

const place = fc.option(fc.constantFrom(...PLACES), { freq: 5, nil: undefined });
const claimant = fc.constantFrom(...CLAIMANTS);
const asOf = fc.oneof(fc.integer({ min: -3, max: 8 }), fc.constantFrom(0.5, 2.25, 30, 600)).map(minuteOf);
const status = fc.oneof(
  { weight: 4, arbitrary: fc.constant('reported' as const) },
  fc.constantFrom('confirmed' as const, 'disputed' as const),
);
const op = fc.constantFrom('add' as const, 'add' as const, 'total' as const);
const text = fc.constantFrom('Buses arrive', 'Released', 'At the square');
const sources = fc.array(fc.constantFrom({ title: 'a' }, { title: 'b' }, { url: 'https://c.example/' }), {
  maxLength: 2,
});
const count = fc
  .tuple(fc.nat(12), fc.nat(4), fc.nat(4), fc.constantFrom('plain', 'plain', 'range', 'open', 'words'))
  .map(([best, below, above, form]) => ({
    best: best + below,
    ...(form === 'range' && below > 0 && { low: best }),
    ...(form === 'range' && above > 0 && { high: best + below + above }),
    ...(form === 'open' && { atLeast: true as const }),
    ...(form === 'words' && { words: 'dozens' }),
  }));

/** A record without the members that came out undefined. */
function given<T extends object>(record: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  // Members that are undefined are taken out, which the compiler cannot follow.
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as never;
}

/** Half of the time. */
const some = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { freq: 2, nil: undefined });
/** As with minutes there are few, so that a day and a time of the clock come to be equally late. */
const day = fc.option(fc.constantFrom('2021-04-20', '2021-04-21'), { freq: 2, nil: undefined });
const claimFields = { place, asOf, day, claimant, status, sources: some(sources), text: some(text) };

/** A line without what its place in the ledger gives it; changes name their target as a number of lines back. */
type Move = { back?: number; facts: object };

const aCount = fc
  .record({ kind: fc.constantFrom('arrest', 'arrest', 'registration'), op, count, ...claimFields })
  .map((facts): Move => ({ facts: given(facts) }));
const anUpdate = fc
  .record({ kind: fc.constant('update'), ...claimFields, text })
  .map((facts): Move => ({ facts: given(facts) }));
const set = fc
  .record({
    place: some(fc.option(fc.constantFrom(...PLACES))),
    op: some(op),
    count: some(count),
    time: some(fc.record({ asOf, day })),
    claimant: some(claimant),
    text: some(fc.option(text)),
    sources: some(sources),
  })
  .map(({ time, ...fields }): SettledSet => given({ ...fields, ...time }))
  .filter((fields) => Object.keys(fields).length > 0);
const aChange = fc
  .tuple(
    fc.integer({ min: 1, max: 12 }),
    fc.oneof(
      { weight: 4, arbitrary: set.map((fields) => ({ kind: 'correction', set: fields, reason: 'a slip' })) },
      fc.constant({ kind: 'retraction', reason: 'a hoax' }),
      { weight: 2, arbitrary: fc.record({ kind: fc.constant('status'), status, sources }) },
      fc.record({ kind: fc.constant('mark'), key: fc.boolean(), pinned: fc.boolean() }),
      fc.constant({ kind: 'erasure', reason: 'a name' }),
    ),
  )
  .map(([back, facts]): Move => ({ back, facts }));
const aBoardChange = fc
  .record({
    policy: some(fc.record({ arrest: fc.shuffledSubarray(CLAIMANTS, { minLength: 1 }) })),
    places: some(fc.constantFrom(...TREES)),
    state: fc.constantFrom('live', 'ended'),
  })
  .map((fields): Move => ({ facts: { kind: 'board', set: given(fields) } }));
const aChecked = fc
  .record({ kind: fc.constant('checked'), of: some(fc.constantFrom('arrest', 'update')), place })
  .map((facts): Move => ({ facts: given(facts) }));

const aMove = fc.oneof(
  { weight: 10, arbitrary: aCount },
  { weight: 2, arbitrary: anUpdate },
  { weight: 6, arbitrary: aChange },
  { weight: 1, arbitrary: aBoardChange },
  { weight: 1, arbitrary: aChecked },
);

/** Which kinds a board has: the default's, its own, or its own as well from some line on. */
const ofKinds = fc.constantFrom('default' as const, 'own' as const, 'added' as const);

/** Histories that begin with the board. */
export const aHistory = fc
  .tuple(fc.array(aMove, { minLength: 1, maxLength: 24, size: 'max' }), ofKinds, fc.nat(12))
  .map(([moves, kinds, from]) => {
    if (kinds === 'default') return writeLines(moves);
    if (kinds === 'own') {
      const names = { arrest: 'strike', registration: 'sign-up' };
      const renamed = moves.map((move) => renameKinds(move, names));
      return writeLines(renamed, { kinds: kindsNamed('sign-up', 'strike') });
    }
    const added: Move = {
      facts: { kind: 'board', set: { kinds: kindsNamed('strike', 'registration', 'arrest') } },
    };
    const later = moves.slice(from).map((move) => renameKinds(move, { arrest: 'strike' }));
    return writeLines([...moves.slice(0, from), added, ...later]);
  });

/** The same move about kinds of other names; no text of a history is the name of a kind. */
function renameKinds(move: Move, names: Record<string, string>): Move {
  const named = (_: unknown, value: unknown) => (typeof value === 'string' ? (names[value] ?? value) : value);
  const json = JSON.stringify(move, named);
  return JSON.parse(
    json.replace(/"(\w+)":/g, (key, field: string) => (names[field] ? `"${names[field]}":` : key)),
  );
}

/**
 * The same with their times spread: over days, so that a board's own series is of another step or leaves out its
 * beginning, and with some entries of years ago. Lines come back to their old selves, so the window moves both ways.
 */
export const aLongHistory = fc
  .tuple(aHistory, fc.constantFrom(1, 40, 90, 200, 700), fc.constantFrom(0, 0, -4_800_000))
  .map(([lines, factor, far]) =>
    lines.map((line): Line => {
      const spread = (asOf: number) =>
        minuteOf(((asOf - MIDNIGHT) / 60_000) * factor + (asOf < minuteOf(-2) ? far : 0));
      if (line.kind === 'correction' && line.set.asOf !== undefined)
        return { ...line, set: { ...line.set, asOf: spread(line.set.asOf) } };
      return 'asOf' in line ? { ...line, asOf: spread(line.asOf) } : line;
    }),
  );

/** Histories of posts alone, for claims about their order. */
export const posts = fc.array(fc.oneof(aCount, anUpdate), { minLength: 2, maxLength: 10 });

export function writeLines(moves: readonly Move[], board: Partial<Board> = {}): Line[] {
  const lines: Line[] = [boardLine(board)];
  for (const { back, facts } of moves) {
    const seq = lines.length + 1;
    const targetSeq = back === undefined ? undefined : Math.max(1, seq - back);
    const target = targetSeq === undefined ? {} : { targetSeq, target: idOfLine(targetSeq) };
    lines.push({ seq, at: MIDNIGHT + seq * 1000, id: idOfLine(seq), ...facts, ...target } as Line);
  }
  return lines;
}

function boardLine(set: Partial<Board> = {}): Line {
  const board = { slug: 'rallies', title: 'Rallies', zone: 'UTC', places: TREES[0] ?? [], ...set };
  return { seq: 1, at: MIDNIGHT, id: idOfLine(1), kind: 'board', set: board };
}

/** The ledger of these facts, one line a second, after the board's own. */
export function ledgerOf(board: Partial<Board>, ...facts: (Facts | Omit<Facts, never>)[]): Line[] {
  const posted = facts.map((said, index) => ({
    seq: index + 2,
    at: MIDNIGHT + index * 1000,
    id: idOfLine(index + 2),
    ...said,
  }));
  return [boardLine(board), ...(posted as Line[])];
}
