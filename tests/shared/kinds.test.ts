/** What a board may count, and what may be said for each kind that it does. */
import { describe, expect, test } from 'vitest';
import { boardChangeSchema, postedBoardSchema } from '#shared/board-schema.ts';
import { createTally } from '#shared/counting/create-tally.ts';
import { entrySchemaOf } from '#shared/entry.ts';
import { OTHER_FORMS } from '#shared/kind-words.ts';
import type { Facts } from '#shared/line.ts';
import { ROUTES } from '#shared/protocol.ts';
import { kindsNamed, ownKind } from '../support/own-kinds.ts';
import { ledgerOf, MIDNIGHT, minuteOf } from './histories.ts';

const works = { slug: 'works', title: 'Works', zone: 'UTC' };
const kinds = [
  { id: 'strike', name: { en: 'On strike', ru: 'Бастуют' } },
  { id: 'walk-out', name: 'Walked out' },
];
const [strike, walkOut] = ['strike', 'walk-out'].map(ownKind);

function faultsOf(board: object): string[] {
  const result = postedBoardSchema.safeParse(board);
  return (result.error?.issues ?? []).map(({ path, message }) => `${path.join('/')}: ${message}`);
}

describe('the kinds of a board', () => {
  test('E70: are one to four, each with a name, and are shown as they were posted', () => {
    expect(postedBoardSchema.parse({ ...works, kinds }).kinds).toEqual(kinds);
    expect(postedBoardSchema.parse(works)).not.toHaveProperty('kinds');
    expect(faultsOf({ ...works, kinds: [] })).toEqual(['kinds: takes at least one']);
    const four = kindsNamed('a', 'b', 'c', 'd');
    expect(faultsOf({ ...works, kinds: four })).toEqual([]);
    expect(faultsOf({ ...works, kinds: [...four, ...kindsNamed('e')] })).toEqual([
      'kinds: takes at most 4 kinds',
    ]);
    expect(faultsOf({ ...works, kinds: [{ id: 'strike' }] })).toHaveLength(1);
    expect(boardChangeSchema.safeParse({ kinds: null }).success).toBe(true);
    expect(boardChangeSchema.safeParse({ kinds: [] }).success).toBe(false);
  });

  test.each(['Strike', '1st', '', '-a', 'a_b', 'a'.repeat(41), 'забастовка', '__proto__', 'toString'])(
    'E70: %j is no id of a kind',
    (id) => {
      const [fault] = faultsOf({ ...works, kinds: [{ id, name: 'Any' }] });
      expect(fault).toMatch(/^kinds\/0\/id: takes the id of a kind/);
    },
  );

  test.each(['update', ...OTHER_FORMS, 'id', 'all', 'constructor'])(
    'E70: %s means something else, and is the id of no kind',
    (id) => {
      const [fault] = faultsOf({ ...works, kinds: [...kinds, { id, name: 'Any' }] });
      expect(fault).toMatch(/^kinds\/2\/id: takes the id of a kind/);
    },
  );

  test('E70: no id stands twice', () => {
    expect(faultsOf({ ...works, kinds: [...kinds, { id: 'strike', name: 'Again' }] })).toEqual([
      'kinds/2/id: takes an id once: "strike" is there twice',
    ]);
  });

  test.each([
    ['goals', { strike: 5 }, { arrest: 5 }],
    ['policy', { 'walk-out': ['union'] }, { update: ['union'] }],
    ['big', { strike: 'confirmed' }, { registration: 'best' }],
    ['cadence', { strike: 60, update: 60 }, { constructor: 60 }],
  ])('E71: %s takes the board’s kinds alone', (field, taken, other) => {
    expect(faultsOf({ ...works, kinds, [field]: taken })).toEqual([]);
    const list = field === 'cadence' ? 'strike, walk-out, update' : 'strike, walk-out';
    expect(faultsOf({ ...works, kinds, [field]: other })).toEqual([
      `${field}/${Object.keys(other)[0]}: is not a field here; takes ${list}`,
    ]);
    // Those of a board that brings none are the default's.
    expect(faultsOf({ ...works, [field]: taken })).toHaveLength(1);
  });
});

describe('an entry', () => {
  test('E72: is of one of the board’s kinds, and the refusal lists them', () => {
    const schema = entrySchemaOf({ kinds: kindsNamed('strike', 'walk-out') });
    const said = (entry: object) =>
      schema.safeParse(entry).error?.issues.map(({ path, message }) => `${path.join('/')}: ${message}`);
    expect(schema.parse({ kind: 'strike', op: 'add', count: 3 })).toMatchObject({ kind: 'strike' });
    expect(schema.parse({ kind: 'checked', of: 'walk-out' })).toMatchObject({ of: 'walk-out' });
    expect(schema.parse({ kind: 'checked', of: 'update' })).toMatchObject({ of: 'update' });
    const forms = 'strike, walk-out, update, correction, retraction, status, mark, checked';
    expect(said({ kind: 'arrest', count: -1 })).toEqual([`kind: takes one of ${forms}`]);
    expect(said({ kind: 'checked', of: 'arrest' })).toEqual(['of: takes one of strike, walk-out, update']);
    expect(entrySchemaOf().safeParse({ kind: 'strike', op: 'add', count: 3 }).success).toBe(false);
  });

  test('E72: is checked by a schema that is made once for a list of kinds, and anew for another', () => {
    const board = { kinds: kindsNamed('strike') };
    expect(entrySchemaOf({ ...board })).toBe(entrySchemaOf(board));
    expect(entrySchemaOf({ kinds: kindsNamed('strike') })).not.toBe(entrySchemaOf(board));
    expect(entrySchemaOf({})).toBe(entrySchemaOf());
  });

  test('E72: a question is about one of them', () => {
    const board = { kinds: kindsNamed('strike') };
    for (const { query } of [ROUTES.listEntries, ROUTES.series, ROUTES.claims]) {
      expect(query(board).safeParse({ kind: 'strike' }).success).toBe(true);
      expect(query(board).safeParse({ kind: 'arrest' }).error?.issues[0]?.path).toEqual(['kind']);
      expect(query().safeParse({ kind: 'arrest' }).success).toBe(true);
    }
    expect(ROUTES.listEntries.query(board).safeParse({ kind: 'erasure' }).success).toBe(true);
  });
});

const claim = (kind: typeof strike, best: number, minute: number): Facts => ({
  ...{ kind: kind ?? ownKind('none'), op: 'add', count: { best }, asOf: minuteOf(minute), claimant: 'desk' },
  ...{ status: 'reported', place: 'kazan' },
});
const setKinds = (...ids: string[]): Facts => ({ kind: 'board', set: { kinds: kindsNamed(...ids) } });

describe('counting', () => {
  test('C70: a kind that comes later is counted as the others are, and takes nothing from them', () => {
    const tally = createTally();
    const lines = ledgerOf(
      { kinds: kindsNamed('strike') },
      claim(strike, 3, 0),
      setKinds('walk-out', 'strike'),
      claim(walkOut, 4, 1),
      claim(strike, 5, 2),
    );
    tally.fold(lines);
    if (!(strike && walkOut)) throw new Error('The kinds have ids.');
    expect(tally.headline(strike, null)).toMatchObject({ best: 8, basis: 'summed' });
    expect(tally.headline(walkOut, 'kazan')).toMatchObject({ best: 4 });
    expect(tally.headline('arrest', null)).toBeUndefined();
    expect(tally.recentSeries(walkOut).points).toEqual([[minuteOf(1), 4, 4, 4, null]]);
    expect(tally.select({ kind: 'walk-out', limit: 9 })).toEqual([4]);
    expect([strike, walkOut, ownKind('sit-in')].map((kind) => tally.isNamed(kind))).toEqual([
      true,
      true,
      false,
    ]);
  });

  test('C71: what was checked before a kind was there says nothing of it', () => {
    const tally = createTally();
    const checked: Facts = { kind: 'checked' };
    tally.fold(ledgerOf({ kinds: kindsNamed('strike') }, checked, setKinds('strike', 'walk-out')));
    const times = () => [strike, walkOut, 'update' as const].map((kind) => kind && tally.lastChecked(kind));
    const at = MIDNIGHT;
    expect(times()).toEqual([at, undefined, at]);
    const again = ledgerOf(
      { kinds: kindsNamed('strike') },
      checked,
      setKinds('walk-out'),
      setKinds('strike'),
    );
    const other = createTally();
    other.fold(again);
    expect(strike && other.lastChecked(strike)).toBeUndefined();
    expect(other.lastChecked('update')).toBe(at);
  });
});
