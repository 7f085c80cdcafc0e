import { describe, expect, test } from 'vitest';
import { createTally } from '#shared/counting/create-tally.ts';
import type { Tally } from '#shared/counting/tally.ts';
import type { CountFacts, Facts } from '#shared/line.ts';
import { idOfLine, ledgerOf, minuteOf } from '../histories.ts';

const places = [
  { id: 'volga', name: 'Volga' },
  { id: 'kazan', name: 'Kazan', parent: 'volga' },
  { id: 'moscow', name: 'Moscow' },
];

/** A count as of a time of day; `=350` is a total, `+12` an addition. */
function count(time: string, said: string, more: Partial<CountFacts> = {}): CountFacts {
  const op = said.startsWith('=') ? 'total' : 'add';
  const best = Number(said.slice(1));
  return {
    kind: 'arrest',
    op,
    count: { best },
    asOf: at(time),
    claimant: 'desk',
    status: 'reported',
    ...more,
  };
}

function at(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return minuteOf(hours * 60 + minutes);
}

function tallyOf(...facts: Facts[]): Tally {
  const tally = createTally();
  tally.fold(ledgerOf({ places }, ...facts));
  return tally;
}

describe('one claimant', () => {
  test('C2: a total and then an addition of the same minute: `=350`, `+12` at 19:31 make 362', () => {
    const tally = tallyOf(count('19:31', '=350'), count('19:31', '+12'));
    expect(tally.headline('arrest', null)).toMatchObject({
      best: 362,
      basis: 'advanced',
      stated: { best: 350, entry: idOfLine(2) },
    });
  });

  test('C2: the other way round the total has the last word', () => {
    const tally = tallyOf(count('19:31', '+12'), count('19:31', '=350'));
    expect(tally.headline('arrest', null)).toMatchObject({ best: 350, basis: 'stated' });
    expect(tally.headline('arrest', null)).not.toHaveProperty('stated');
  });

  test('C4: the cities of 21 April 2021 make more than what OVD-Info said of the country', () => {
    const theirs = { claimant: 'ovd-info' };
    const tally = createTally();
    tally.fold(
      ledgerOf(
        { places, policy: { arrest: ['ovd-info', 'desk'] } },
        count('21:40', '=120', { ...theirs, place: 'kazan' }),
        count('21:45', '=459', theirs),
        count('21:50', '=432', { ...theirs, place: 'moscow' }),
      ),
    );
    expect(tally.headline('arrest', null)).toEqual({
      best: 552,
      low: 552,
      high: 552,
      asOf: '2021-04-21T21:50:00.000Z',
      claimant: 'ovd-info',
      basis: 'summed',
      stated: { best: 459, asOf: '2021-04-21T21:45:00.000Z', entry: idOfLine(3) },
    });
    expect(tally.elsewhere('arrest', null)).toBe(0);
  });

  test('C4: each of low, best and high is the larger of the two', () => {
    const tally = tallyOf(
      count('20:00', '=30', { count: { best: 30, low: 20, high: 80 } }),
      count('20:01', '=40', { place: 'kazan', count: { best: 40, low: 10 } }),
    );
    expect(tally.headline('arrest', null)).toMatchObject({ low: 20, best: 40, high: 80, basis: 'summed' });
  });

  test('C5: "8 or more" marks every figure that counts it, and no other', () => {
    const open = { count: { best: 8, atLeast: true as const }, place: 'kazan' };
    const tally = tallyOf(count('20:00', '+8', open), count('20:01', '+5', { place: 'moscow' }));
    expect(tally.headline('arrest', null)).toMatchObject({ best: 13, atLeast: true });
    expect(tally.headline('arrest', 'moscow')).not.toHaveProperty('atLeast');
    tally.fold([{ seq: 4, at: 0, id: idOfLine(4), ...count('20:02', '=20') }]);
    expect(tally.headline('arrest', null)).not.toHaveProperty('atLeast');
  });

  test('C5: "8 or more" in a city marks the nation’s figure whose upper bound is made from cities', () => {
    const tally = tallyOf(
      count('20:00', '=100'),
      count('20:01', '=8', { place: 'kazan', count: { best: 8, atLeast: true } }),
      count('20:01', '=50', { place: 'moscow', count: { best: 50, high: 400 } }),
    );
    expect(tally.headline('arrest', null)).toMatchObject({ best: 100, high: 408, atLeast: true });
  });

  test('C6: confirmed is never more than the number itself, and absent where nothing confirmed stands', () => {
    const tally = tallyOf(
      count('20:00', '+12', { place: 'kazan', status: 'confirmed' }),
      count('20:05', '=9', { place: 'kazan' }),
      count('20:05', '=9', { place: 'moscow' }),
    );
    expect(tally.headline('arrest', 'kazan')).toMatchObject({ best: 9, confirmed: 9 });
    expect(tally.headline('arrest', 'moscow')).not.toHaveProperty('confirmed');
  });

  test('C7: what a hidden place accounts for is elsewhere', () => {
    const { board } = tallyOf();
    const places = (board?.places ?? []).map((place) => ({ ...place, hidden: place.id === 'moscow' }));
    const tally = tallyOf(
      count('20:00', '=100'),
      count('20:01', '+30', { place: 'kazan' }),
      count('20:02', '+25', { place: 'moscow' }),
      { kind: 'board', set: { places } },
    );
    const best = tally.headline('arrest', null)?.best ?? 0;
    expect(tally.elsewhere('arrest', null)).toBe(best - 30);
  });

  test('C7: "elsewhere" is what the places below do not account for', () => {
    const tally = tallyOf(count('20:00', '=100'), count('20:01', '=30', { place: 'kazan' }));
    expect(tally.elsewhere('arrest', null)).toBe(70);
    expect(tally.elsewhere('arrest', 'volga')).toBe(0);
    // Where nothing lies below there is nothing that the number could be less.
    expect(tally.elsewhere('arrest', 'kazan')).toBeUndefined();
    expect(tally.elsewhere('registration', null)).toBeUndefined();
  });

  test('C8: a number nobody has stated is absent', () => {
    const tally = tallyOf(count('20:00', '+1', { status: 'disputed' }));
    expect(tally.headline('arrest', null)).toBeUndefined();
    expect(tally.claims('arrest', null)).toEqual([]);
    expect(tally.updates(null)).toBeUndefined();
  });
});

describe('the headline', () => {
  const policy = { arrest: ['ovd-info', 'desk'] };
  function follow(...facts: Facts[]) {
    const tally = createTally();
    tally.fold(ledgerOf({ places, policy }, ...facts));
    return tally;
  }

  test('C9: OVD-Info’s 1,496 is not moved by a later 1,004 of another', () => {
    const tally = follow(
      count('23:38', '=1496', { claimant: 'ovd-info' }),
      count('23:58', '=1004', { claimant: 'dw' }),
    );
    expect(tally.headline('arrest', null)).toMatchObject({ best: 1496, claimant: 'ovd-info' });
    expect(tally.claims('arrest', null).map(({ claimant }) => claimant)).toEqual(['ovd-info', 'dw']);
  });

  test('C9: a trusted claimant with one city does not take the nation’s number', () => {
    const tally = follow(
      count('20:00', '=40', { claimant: 'ovd-info', place: 'kazan' }),
      count('20:00', '=10', { claimant: 'desk' }),
    );
    expect(tally.headline('arrest', null)).toMatchObject({ best: 10, claimant: 'desk' });
    expect(tally.headline('arrest', 'kazan')).toMatchObject({ best: 40, claimant: 'ovd-info' });
  });

  test('C9: where nobody trusted speaks, the highest of the trusted; then of those who speak; then of all', () => {
    const city = { place: 'kazan' };
    const parts = [
      count('20:00', '+7', { claimant: 'desk', ...city }),
      count('20:00', '+8', { claimant: 'ovd-info', ...city }),
    ];
    const others = [
      count('20:00', '=9', { claimant: 'dw' }),
      count('20:00', '+50', { claimant: 'ministry', ...city }),
    ];
    expect(follow(...parts, ...others).headline('arrest', null)).toMatchObject({ claimant: 'ovd-info' });
    expect(follow(...others).headline('arrest', null)).toMatchObject({ claimant: 'dw' });
    expect(follow(...others.slice(1)).headline('arrest', null)).toMatchObject({ claimant: 'ministry' });
  });

  test('C9: ties go by the claimant’s id', () => {
    const tally = follow(count('20:00', '=5', { claimant: 'dw' }), count('20:00', '=5', { claimant: 'a-b' }));
    expect(tally.headline('arrest', null)).toMatchObject({ claimant: 'a-b' });
  });

  test('C9: without children any entry speaks for a place; a child takes that away', () => {
    const facts = [
      count('20:00', '+3', { claimant: 'dw', place: 'moscow' }),
      count('20:00', '=2', { claimant: 'tv', place: 'moscow' }),
    ];
    const tally = follow(...facts);
    expect(tally.headline('arrest', 'moscow')).toMatchObject({ claimant: 'dw' });
    const center = { id: 'center', name: 'Center', parent: 'moscow' };
    tally.fold([{ seq: 4, at: 0, id: idOfLine(4), kind: 'board', set: { places: [...places, center] } }]);
    expect(tally.headline('arrest', 'moscow')).toMatchObject({ claimant: 'tv' });
  });

  test('C10: a new policy and a new tree count for what was posted before', () => {
    const tally = follow(
      count('20:00', '=20', { claimant: 'ovd-info' }),
      count('20:00', '=30', { claimant: 'desk' }),
      count('20:00', '+5', { claimant: 'desk', place: 'moscow' }),
    );
    const moved = places.map((place) => (place.id === 'moscow' ? { ...place, parent: 'volga' } : place));
    const set = { policy: { arrest: ['desk'] }, places: moved };
    tally.fold([{ seq: 5, at: 0, id: idOfLine(5), kind: 'board', set }]);
    expect(tally.headline('arrest', null)).toMatchObject({ claimant: 'desk' });
    expect(tally.headline('arrest', 'volga')).toMatchObject({ best: 5 });
  });

  test('C10, C18: a series that was asked for before a new tree follows it', () => {
    const tally = follow(count('20:00', '=10', { place: 'volga' }), count('20:01', '=4', { place: 'kazan' }));
    expect(tally.series({ kind: 'arrest' }).points.at(-1)?.[2]).toBe(10);
    const moved = places.map(({ id, name }) => ({ id, name }));
    tally.fold([{ seq: 4, at: 0, id: idOfLine(4), kind: 'board', set: { places: moved } }]);
    expect(tally.headline('arrest', null)?.best).toBe(14);
    expect(tally.series({ kind: 'arrest' }).points.at(-1)?.[2]).toBe(14);
  });

  test('C10: what stands at a place that the board no longer lists counts at the board, until it is back', () => {
    const tally = follow(count('20:00', '+5', { place: 'moscow' }), count('20:00', '+1', { place: 'kazan' }));
    const without = {
      seq: 4,
      at: 0,
      id: idOfLine(4),
      kind: 'board',
      set: { places: places.slice(0, 2) },
    } as const;
    tally.fold([without]);
    expect(tally.headline('arrest', null)?.best).toBe(6);
    expect(tally.elsewhere('arrest', null)).toBe(5);
    expect(tally.headline('arrest', 'moscow')).toBeUndefined();
    tally.fold([{ seq: 5, at: 0, id: idOfLine(5), kind: 'board', set: { places } }]);
    expect(tally.headline('arrest', 'moscow')?.best).toBe(5);
  });
});
