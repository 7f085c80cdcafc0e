import { expect, test } from 'vitest';
import { entrySchemaOf } from '../../../shared/entry.ts';
import { kindsOf } from '../../../shared/kind-words.ts';
import { ADMIN, EDITOR, MARCH, openLiveRoom } from '../../support/live-room.ts';
import { kindsNamed } from '../../support/own-kinds.ts';

/** A room with a board of two kinds, to which entries are posted through its schema. */
async function openWorks() {
  const room = await openLiveRoom();
  const board = { ...MARCH, kinds: kindsNamed('strike', 'walk-out') };
  await room.desk.makeBoard(ADMIN, board);
  const schema = entrySchemaOf(board);
  return Object.assign(room, {
    change: (change: Parameters<typeof room.desk.changeBoard>[2]) =>
      room.desk.changeBoard(ADMIN, 'march', change),
    postTo: (...entries: object[]) =>
      room.desk.post(
        EDITOR,
        'march',
        entries.map((entry) => schema.parse(entry)),
      ),
  });
}

const strike = { kind: 'strike', op: 'add', count: 12, place: 'kazan', text: 'The first shift' };
const inUse = (kind: string) => ({
  code: 'kind-in-use',
  message: expect.stringContaining(kind),
  extras: { errors: [{ pointer: '#/kinds' }] },
});

test('E73: kinds are added, renamed and put in another order, and the line has the whole list', async () => {
  await using room = await openWorks();
  await room.postTo(strike);
  const kinds = [
    ...kindsNamed('sit-in'),
    { ...kindsNamed('strike')[0], name: 'On strike' },
    ...kindsNamed('walk-out'),
  ];
  const board = await room.change({ kinds: kinds as NonNullable<typeof MARCH.kinds> });
  expect(kindsOf(board)).toEqual(['sit-in', 'strike', 'walk-out', 'update']);
  expect(await room.ledger.lines('march', [3])).toMatchObject([{ kind: 'board', set: { kinds } }]);
  room.live.tickNow();
  expect(room.published.at(-1)?.tick.definition).toEqual({ kinds });
  expect(room.live.view('march')?.snapshot).toMatchObject({ headline: { strike: { best: 12 } } });
});

// Mutants: only entries that hold looked at; a `checked` of the kind passed over; null let through.
test('E73: a kind that a line names is not left out, whatever became of it', async () => {
  await using room = await openWorks();
  const { receipts } = await room.postTo(strike, { kind: 'checked', of: 'walk-out' });
  await room.postTo({ kind: 'retraction', target: receipts[0]?.id, reason: 'A hoax' });
  await expect(room.change({ kinds: kindsNamed('walk-out') })).rejects.toMatchObject(inUse('strike'));
  await expect(room.change({ kinds: kindsNamed('strike') })).rejects.toMatchObject(inUse('walk-out'));
  await expect(room.change({ kinds: null })).rejects.toMatchObject(inUse('strike'));
});

test('E73, E71: one that nothing names goes, with what was said for it in the same change', async () => {
  await using room = await openWorks();
  await room.postTo(strike, { kind: 'checked' });
  await room.change({
    goals: { 'walk-out': 7 },
    cadence: { 'walk-out': 60, update: 60 },
  });
  const kinds = kindsNamed('strike');
  await expect(room.change({ kinds })).rejects.toMatchObject({
    code: 'invalid',
    extras: {
      errors: [
        { pointer: '#/goals/walk-out', detail: 'is not a field here; takes strike' },
        { pointer: '#/cadence/walk-out', detail: 'is not a field here; takes strike, update' },
      ],
    },
  });
  const board = await room.change({ kinds, goals: null, cadence: { update: 60 } });
  expect(board).toMatchObject({ kinds, goals: {}, cadence: { update: 60 } });
  room.live.tickNow();
  expect(Object.keys(room.live.view('march')?.snapshot.checked ?? {})).toEqual(['strike', 'update']);
  await expect(room.change({ goals: { 'a/b~': 1 } })).rejects.toMatchObject({
    extras: { errors: [{ pointer: '#/goals/a~1b~0' }] },
  });
});

test('E73: a board that brings none may bring its own, as long as the default’s have no entries', async () => {
  await using room = await openWorks();
  await room.change({ kinds: null });
  await room.post({ kind: 'arrest', op: 'add', count: 1 });
  await expect(room.change({ kinds: kindsNamed('strike') })).rejects.toMatchObject(inUse('arrest'));
  const board = await room.change({ kinds: kindsNamed('strike', 'arrest') });
  expect(kindsOf(board)).toEqual(['strike', 'arrest', 'update']);
});

// Mutant: the kind looked at by the door alone.
test('E72: a post that waited while its kind went is refused', async () => {
  await using room = await openWorks();
  const change = room.change({ kinds: kindsNamed('strike') });
  const taken = { ...strike, kind: 'walk-out' };
  const posted = room.postTo(strike, taken);
  const checked = room.postTo({ kind: 'checked', of: 'walk-out' });
  await change;
  await expect(posted).rejects.toMatchObject({
    code: 'invalid',
    extras: { errors: [{ pointer: '#/1/kind', detail: 'takes one of strike, update' }] },
  });
  await expect(checked).rejects.toMatchObject({ extras: { errors: [{ pointer: '#/of' }] } });
});
