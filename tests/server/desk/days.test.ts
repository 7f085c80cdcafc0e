import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { dayIn, endOfDay, nameDay, numberDay } from '#shared/day.ts';
import { publicLine } from '#shared/line.ts';
import type { FeedRow, Figure } from '#shared/snapshot.ts';
import { removeClaim, writeClaim, writeFeedRow } from '../../../server/live/tick-rows.ts';
import { ADMIN, openMarch } from '../../support/live-room.ts';

const arrest = { kind: 'arrest', op: 'add', count: 1 } as const;
/** The rooms' clock says 12:00 UTC on 1 March 2026. */
const NOW = '2026-03-01T12:00:00.000Z';

describe('the end of a day', () => {
  test.each([
    ['2021-04-21', 'Europe/Moscow', '2021-04-21T20:59:00.000Z'],
    ['2021-04-21', 'Asia/Kamchatka', '2021-04-21T11:59:00.000Z'],
    ['2024-02-29', 'UTC', '2024-02-29T23:59:00.000Z'],
    // Clocks were put back from 24:00 to 23:00: 23:59 came twice.
    ['2016-07-04', 'America/Sao_Paulo', '2016-07-05T02:59:00.000Z'],
    ['2018-02-17', 'America/Sao_Paulo', '2018-02-18T02:59:00.000Z'],
    // They were put forward from 23:30 to 0:30: it never came.
    ['1960-04-30', 'America/Argentina/Buenos_Aires', '1960-05-01T02:59:00.000Z'],
    // There was no such day.
    ['2011-12-30', 'Pacific/Apia', '2011-12-30T10:00:00.000Z'],
  ])('E26: %s in %s ends at %s', (day, zone, instant) => {
    expect(new Date(endOfDay(day, zone)).toISOString()).toBe(instant);
  });

  test('E26: it is 23:59 of that day in every zone, or the moment at which the clocks jump over it', () => {
    for (const zone of Intl.supportedValuesOf('timeZone')) {
      for (const day of ['2000-01-01', '2011-12-30', '2018-02-17', '2021-04-21', '2026-10-24']) {
        const instant = endOfDay(day, zone);
        const isSkipped = dayIn(instant, zone) !== day;
        expect(dayIn(isSkipped ? instant - 1 : instant, zone) <= day).toBe(true);
        expect(dayIn(instant + 60_000, zone) > day).toBe(true);
      }
    }
  });

  test.each(['1900-01-01', '1970-01-01', '2021-04-21', '9999-12-31'])('E26: %s is kept as it is', (day) => {
    expect(numberDay(day)).toBeGreaterThan(0);
    expect(nameDay(numberDay(day))).toBe(day);
  });
});

/** A room whose board has places in two zones. */
async function openRoom() {
  const room = await openMarch();
  await room.desk.changeBoard(ADMIN, 'march', {
    zone: 'Europe/Moscow',
    places: [
      { id: 'kazan', name: 'Kazan' },
      { id: 'perm', name: 'Perm' },
      { id: 'far-east', name: 'Far East', zone: 'Asia/Vladivostok' },
      { id: 'nakhodka', name: 'Nakhodka', parent: 'far-east' },
    ],
  });
  const rowOf = (seq: number | undefined) => room.live.tally('march')?.entryState(seq ?? 0)?.row;
  const lines = async (seq: number) => (await room.store.ledger.lines('march', [seq])).map(publicLine);
  return { room, rowOf, lines };
}

test("E26: a date alone is the end of the day in the place's zone, its parent's, the board's", async () => {
  const { room, rowOf, lines } = await openRoom();
  await using _ = room;
  const day = '2026-02-27';
  const { receipts } = await room.post(
    { ...arrest, asOf: day },
    { ...arrest, asOf: day, place: 'nakhodka' },
    { kind: 'update', text: 'At the square', asOf: day },
  );
  const [whole, nakhodka, update] = receipts.map(({ seq }) => seq);
  expect(rowOf(whole)).toMatchObject({ asOf: '2026-02-27T20:59:00.000Z', day });
  expect(rowOf(nakhodka)).toMatchObject({ asOf: '2026-02-27T13:59:00.000Z', day });
  expect(rowOf(update)).toMatchObject({ asOf: '2026-02-27T20:59:00.000Z', day });
  expect(await lines(whole ?? 0)).toMatchObject([{ asOf: '2026-02-27T20:59:00.000Z', day }]);
  const tally = room.live.tally('march');
  expect(tally?.headline('arrest', null)).toMatchObject({ day });
  expect(tally?.headline('arrest', 'nakhodka')).toMatchObject({ day });
  expect(tally?.updates(null)).toMatchObject({ day });
  expect(tally?.claims('arrest', null)).toMatchObject([{ day }]);
  expect(tally?.feed(20)).toMatchObject([{ day }]);
});

test('E26: a figure says a date alone only where it is as of that very entry', async () => {
  const { room } = await openRoom();
  await using _ = room;
  const headline = () => room.live.tally('march')?.headline('arrest', null);
  await room.post({ ...arrest, op: 'total', count: 10, asOf: '2026-02-27' });
  expect(headline()).toMatchObject({ basis: 'stated', day: '2026-02-27' });
  await room.post({ ...arrest, asOf: '2026-02-28T09:00Z' });
  expect(headline()).toMatchObject({
    asOf: '2026-02-28T09:00:00.000Z',
    basis: 'advanced',
    stated: { best: 10, day: '2026-02-27' },
  });
  expect(headline()).not.toHaveProperty('day');
});

test('E26: the day that is not over is as of the moment of receipt, and one to come is refused', async () => {
  const { room, rowOf } = await openRoom();
  await using _ = room;
  const { receipts } = await room.post({ ...arrest, asOf: '2026-03-01' });
  expect(rowOf(receipts[0]?.seq)).toMatchObject({ asOf: NOW, day: '2026-03-01' });
  await expect(room.post({ ...arrest, asOf: '2026-03-02' })).rejects.toMatchObject({
    code: 'invalid',
    extras: { serverTime: NOW, errors: [{ pointer: '#/asOf' }] },
  });
  const target = receipts[0]?.id ?? '';
  await expect(
    room.post({ kind: 'correction', target, set: { asOf: '2026-03-02' }, reason: 'late' }),
  ).rejects.toMatchObject({ extras: { errors: [{ pointer: '#/set/asOf' }] } });
});

test('E26: a repeat is told by the date as posted', async () => {
  const { room } = await openRoom();
  await using _ = room;
  const entry = { ...arrest, id: randomUUID(), asOf: '2026-03-01' };
  const first = await room.post(entry);
  room.time.pass(60_000);
  expect(await room.post(entry)).toEqual({ created: false, receipts: first.receipts });
  await expect(room.post({ ...entry, asOf: '2026-02-28' })).rejects.toMatchObject({ code: 'conflict' });
  await expect(room.post({ ...entry, asOf: NOW })).rejects.toMatchObject({ code: 'conflict' });
});

test('E26: a correction moves a day with its place, and a time of the clock takes it away', async () => {
  const { room, rowOf, lines } = await openRoom();
  await using _ = room;
  const day = '2026-02-27';
  const { receipts } = await room.post({ ...arrest, asOf: day, place: 'kazan' });
  const { id: target = '', seq } = receipts[0] ?? {};
  const correct = (set: object) => room.post({ kind: 'correction', target, set, reason: 'a slip' });
  await correct({ place: 'nakhodka' });
  expect(rowOf(seq)).toMatchObject({ place: 'nakhodka', asOf: '2026-02-27T13:59:00.000Z', day });
  expect(rowOf(seq)?.corrected?.was).toEqual({ place: 'kazan' });
  expect(await lines((seq ?? 0) + 1)).toMatchObject([
    { set: { place: 'nakhodka', asOf: '2026-02-27T13:59:00.000Z', day } },
  ]);
  await correct({ count: 2 });
  expect(rowOf(seq)).toMatchObject({ day });
  await correct({ asOf: '2026-02-27T08:00Z' });
  expect(rowOf(seq)).toMatchObject({
    asOf: '2026-02-27T08:00:00.000Z',
    corrected: { was: { asOf: '2026-02-27T20:59:00.000Z', day } },
  });
  expect(rowOf(seq)).not.toHaveProperty('day');
  await correct({ place: 'perm' });
  expect(rowOf(seq)).toMatchObject({ asOf: '2026-02-27T08:00:00.000Z' });
  await correct({ asOf: '2026-02-20' });
  expect(rowOf(seq)).toMatchObject({ asOf: '2026-02-20T20:59:00.000Z', day: '2026-02-20' });
});

test('E26: an entry that came before its day was over stays as of then, wherever it is put later', async () => {
  const { room, rowOf } = await openRoom();
  await using _ = room;
  const { receipts } = await room.post({ ...arrest, asOf: '2026-03-01', place: 'kazan' });
  const { id: target = '', seq } = receipts[0] ?? {};
  room.time.pass(3 * 86_400_000);
  await room.post({ kind: 'correction', target, set: { place: 'nakhodka' }, reason: 'there' });
  expect(rowOf(seq)).toMatchObject({ place: 'nakhodka', asOf: NOW, day: '2026-03-01' });
});

test('E26: a tick takes the date away where a time of the clock came in its place', () => {
  const row: FeedRow = {
    ...{ id: 'a', seq: 2, at: NOW, kind: 'update', asOf: NOW, claimant: 'desk', status: 'reported' },
    version: 2,
  };
  const figure: Figure = { best: 1, low: 1, high: 1, asOf: NOW, claimant: 'desk', basis: 'summed' };
  expect(writeFeedRow(row)).toMatchObject({ day: null });
  expect(writeClaim(figure)).toMatchObject({ day: null });
  expect(removeClaim('desk')).toMatchObject({ day: null });
  expect(writeFeedRow({ ...row, day: '2026-02-27' })).toMatchObject({ day: '2026-02-27' });
});
