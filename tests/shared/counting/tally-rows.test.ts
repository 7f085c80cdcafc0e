import { expect, test } from 'vitest';
import { createTally } from '#shared/counting/create-tally.ts';
import { TooFine } from '#shared/counting/series.ts';
import type { Tally } from '#shared/counting/tally.ts';
import type { CountFacts, Facts, Line, UpdateFacts } from '#shared/line.ts';
import { idOfLine, ledgerOf, minuteOf } from '../histories.ts';

const places = [
  { id: 'volga', name: 'Volga' },
  { id: 'kazan', name: 'Kazan', parent: 'volga' },
];
const claim = { asOf: minuteOf(0), claimant: 'desk', status: 'reported' } as const;
const twelve: CountFacts = { kind: 'arrest', op: 'add', count: { best: 12 }, place: 'kazan', ...claim };
const buses: UpdateFacts = { kind: 'update', text: 'Buses arrive', ...claim };
const target = (seq: number) => ({ target: idOfLine(seq), targetSeq: seq });

function tallyOf(...facts: Facts[]): Tally {
  const tally = createTally();
  tally.fold(ledgerOf({ places }, ...facts));
  return tally;
}

test('C11: updates count one each, without retracted and disputed ones', () => {
  const tally = tallyOf(
    buses,
    { ...buses, status: 'confirmed', place: 'kazan' },
    { ...buses, status: 'disputed' },
    { ...buses, asOf: minuteOf(2) },
    { kind: 'correction', ...target(2), set: { text: 'Two buses arrive' }, reason: 'counted' },
    { kind: 'retraction', ...target(5), reason: 'a hoax' },
  );
  expect(tally.updates(null)).toEqual({
    best: 2,
    confirmed: 1,
    corrected: 1,
    asOf: '2021-04-21T00:00:00.000Z',
  });
  expect(tally.updates('volga')).toMatchObject({ best: 1, confirmed: 1, corrected: 0 });
});

test('C12: the feed has updates and counts with a text, newest first; retracted ones stay, as such', () => {
  const tally = tallyOf(
    twelve,
    { ...twelve, text: 'At the square' },
    { ...buses, asOf: minuteOf(-1) },
    buses,
    { kind: 'retraction', ...target(5), reason: 'a hoax' },
  );
  expect(tally.feed(20).map(({ seq }) => seq)).toEqual([5, 3, 4]);
  expect(tally.feed(1)).toEqual([tally.feedRow(5)]);
  expect(tally.feedRow(5)).toMatchObject({
    version: 2,
    retracted: { reason: 'a hoax', at: '2021-04-21T00:00:04.000Z' },
  });
  expect(tally.feedRow(2)).toBeUndefined();
});

test('C12: a text that a correction adds or takes away brings a count into the feed or out of it', () => {
  const tally = tallyOf(twelve, {
    kind: 'correction',
    ...target(2),
    set: { text: 'Released' },
    reason: 'news',
  });
  expect(tally.feedRow(2)).toMatchObject({ text: 'Released' });
  tally.takeChanges();
  tally.fold([
    { seq: 4, at: 0, id: idOfLine(4), kind: 'correction', ...target(2), set: { text: null }, reason: 'no' },
  ]);
  expect(tally.feed(20)).toEqual([]);
  expect(tally.takeChanges().feed).toEqual(new Set([2]));
});

test('C13: corrections tell the last reason, and what each field was when first posted', () => {
  const tally = tallyOf(
    { ...twelve, text: 'At the square', sources: [{ title: 'a' }] },
    { kind: 'correction', ...target(2), set: { count: { best: 14 }, place: null }, reason: 'two more' },
    { kind: 'correction', ...target(2), set: { count: { best: 15 }, text: 'Nearby' }, reason: 'one more' },
  );
  expect(tally.feedRow(2)).toMatchObject({
    count: 15,
    text: 'Nearby',
    version: 3,
    corrected: { reason: 'one more', was: { count: 12, place: 'kazan', text: 'At the square' } },
  });
  expect(tally.feedRow(2)?.corrected?.was).not.toHaveProperty('sources');
  expect(tally.entryState(2)?.changes).toEqual([3, 4]);
  expect(tally.headline('arrest', null)).toMatchObject({ best: 15 });
  expect(tally.headline('arrest', 'kazan')).toBeUndefined();
});

test('C14: a retraction is for good, and later changes are on record all the same', () => {
  const tally = tallyOf(
    twelve,
    { kind: 'retraction', ...target(2), reason: 'a hoax' },
    { kind: 'status', ...target(2), status: 'confirmed' },
    { kind: 'correction', ...target(2), set: { count: { best: 3 } }, reason: 'fewer' },
  );
  expect(tally.headline('arrest', null)).toBeUndefined();
  expect(tally.entryState(2)).toMatchObject({
    changes: [3, 4, 5],
    row: { status: 'confirmed', count: 3 },
  });
  expect(tally.select({ status: 'retracted', limit: 10 })).toEqual([2]);
  expect(tally.select({ status: 'confirmed', limit: 10 })).toEqual([]);
});

test('C15: a status may bring sources, which are added; a mark is set and taken back', () => {
  const tally = tallyOf(
    { ...buses, sources: [{ title: 'a' }] },
    { kind: 'status', ...target(2), status: 'confirmed', sources: [{ title: 'b' }] },
    { kind: 'mark', ...target(2), key: true, pinned: true },
    { kind: 'mark', ...target(2), pinned: false },
  );
  const row = tally.feedRow(2);
  expect(row).toMatchObject({
    status: 'confirmed',
    sources: [{ title: 'a' }, { title: 'b' }],
    key: true,
    version: 4,
  });
  expect(row).not.toHaveProperty('pinned');
});

test('C16: an erasure takes away the texts of an entry, those of its past included', () => {
  const worded = {
    count: { best: 12, words: 'a dozen, says N. N.' },
    text: 'N. N. was there',
    sources: [{ title: 'N. N.' }],
  };
  const tally = tallyOf(
    { ...twelve, ...worded },
    {
      kind: 'correction',
      ...target(2),
      set: { count: { best: 13, words: 'N. N. says' }, text: 'N. N. left' },
      reason: 'so N. N.',
    },
    { kind: 'erasure', ...target(2), reason: 'a name' },
  );
  expect(JSON.stringify([tally.entryState(2), tally.feed(20)])).not.toContain('N. N.');
  expect(tally.entryState(2)?.row).toMatchObject({ count: 13, erased: true, version: 2 });
});

test('C16: what is said after an erasure stands, and what was first posted stays away', () => {
  const correct = (text: string) => ({
    kind: 'correction',
    ...target(2),
    set: { text },
    reason: `so ${text}`,
  });
  const tally = tallyOf(
    { ...twelve, text: 'N. N. was there', sources: [{ title: 'N. N.' }] },
    { kind: 'status', ...target(2), status: 'confirmed', sources: [{ title: 'N. N. again' }] } as Facts,
    correct('N. N. left') as Facts,
    { kind: 'erasure', ...target(2), reason: 'a name' },
    correct('Somebody left') as Facts,
    { kind: 'status', ...target(2), status: 'reported', sources: [{ title: 'b' }] } as Facts,
  );
  expect(JSON.stringify([tally.entryState(2), tally.feed(20)])).not.toContain('N. N.');
  expect(tally.feedRow(2)).toMatchObject({
    ...{ text: 'Somebody left', sources: [{ title: 'b' }], erased: true, version: 5 },
    corrected: { reason: 'so Somebody left', was: {} },
  });
});

test('C16: erasing a change takes away what it said, and leaves what the entry itself says', () => {
  const tally = tallyOf(
    { ...buses, sources: [{ title: 'a' }] },
    { kind: 'correction', ...target(2), set: { text: 'N. N. was there' }, reason: 'so N. N.' },
    { kind: 'status', ...target(2), status: 'confirmed', sources: [{ title: 'N. N.' }] },
    { kind: 'erasure', ...target(3), reason: 'a name' },
    { kind: 'erasure', ...target(4), reason: 'a name' },
  );
  expect(tally.feedRow(2)).toMatchObject({
    text: 'Buses arrive',
    sources: [{ title: 'a' }],
    status: 'confirmed',
  });
  expect(JSON.stringify(tally.feedRow(2))).not.toContain('N. N.');
});

// A random history found it: with the reason of an emptying correction erased, the emptied field came back.
test('C16: a correction that emptied a field has emptied it, though its reason is erased', () => {
  const tally = tallyOf(
    { ...buses, sources: [{ title: 'a' }] },
    { kind: 'correction', ...target(2), set: { text: null, sources: [] }, reason: 'so N. N.' },
    { kind: 'erasure', ...target(3), reason: 'a name' },
  );
  expect(tally.feedRow(2)).not.toHaveProperty('text');
  expect(tally.feedRow(2)).not.toHaveProperty('sources');
  expect(tally.feedRow(2)?.corrected).toMatchObject({
    was: { text: 'Buses arrive', sources: [{ title: 'a' }] },
  });
});

test('C17: a kind was last checked when its last `checked` was published, and never by an entry', () => {
  const tally = tallyOf(twelve, buses, { kind: 'checked', of: 'arrest' });
  expect(tally.lastChecked('arrest')).toBe(minuteOf(0) + 2000);
  expect(tally.lastChecked('update')).toBeUndefined();
  expect(tally.lastChecked('registration')).toBeUndefined();
  tally.fold([{ seq: 5, at: minuteOf(9), id: idOfLine(5), kind: 'checked' }]);
  expect(tally.lastChecked('registration')).toBe(minuteOf(9));
});

test('C19: a series of more than 5,000 points is refused', () => {
  const far = (seconds: number) => tallyOf(twelve, { ...twelve, asOf: claim.asOf + seconds * 1000 });
  expect(far(4999).series({ kind: 'arrest', step: 1 }).points).toHaveLength(5000);
  expect(() => far(5000).series({ kind: 'arrest', step: 1 })).toThrow(TooFine);
  expect(() => far(5000).series({ kind: 'arrest', step: 1 })).toThrow('a step of 2 s or more');
  expect(far(5000).series({ kind: 'arrest', step: 2 }).points).toHaveLength(2501);
});

test('C19: without a step a series has at most 520 points, however far back one entry is dated', () => {
  const tally = tallyOf({ ...twelve, asOf: Date.UTC(1900, 0, 1) }, twelve);
  const { points } = tally.series({ kind: 'arrest' });
  expect(points.length).toBeLessThanOrEqual(520);
  expect([points[0]?.[2], points.at(-1)?.[2]]).toEqual([12, 24]);
});

test('C20: an addition at a city names the city, what lies above it, and the board, and nothing else', () => {
  const tally = tallyOf(buses);
  tally.takeChanges();
  tally.fold([{ seq: 3, at: 0, id: idOfLine(3), ...twelve }]);
  expect(tally.takeChanges()).toEqual({
    board: false,
    figures: new Map([['arrest', new Set(['kazan', 'volga', null])]]),
    series: new Set(['arrest']),
    since: new Map([['arrest', claim.asOf]]),
    feed: new Set(),
  });
  expect(tally.takeChanges().figures.size).toBe(0);
});

test('C21: lines are found by what holds now, between two numbers', () => {
  const tally = tallyOf(
    twelve,
    buses,
    { kind: 'correction', ...target(2), set: { place: 'volga' }, reason: 'a slip' },
    { kind: 'checked', place: 'volga' },
    { ...buses, place: 'volga' },
  );
  expect(tally.select({ place: 'volga', limit: 10 })).toEqual([2, 6]);
  expect(tally.select({ kind: 'correction', limit: 10 })).toEqual([4]);
  expect(tally.select({ after: 2, before: 6, limit: 2 })).toEqual([3, 4]);
  expect(tally.select({ kind: 'nothing', limit: 10 })).toEqual([]);
});

test('C22: a line that does not follow is refused', () => {
  const tally = tallyOf(twelve);
  const late: Line = { seq: 4, at: 0, id: idOfLine(4), ...twelve };
  expect(() => tally.fold([late])).toThrow(RangeError);
  expect(tally.seq).toBe(2);
});
