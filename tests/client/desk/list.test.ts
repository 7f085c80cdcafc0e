import { expect, test } from 'vitest';
import type { PublicLine } from '#shared/line.ts';
import type { FeedRow, Figure } from '#shared/snapshot.ts';
import { listRows } from '../../../client/desk/ledger/desk-list.ts';
import { foldHistory } from '../../../client/desk/ledger/entry-history.ts';
import type { OutboxItem, OutboxState } from '../../../client/desk/outbox/outbox-item.ts';

const at = (minute: number) => `2021-04-21T16:${String(minute).padStart(2, '0')}:00.000Z`;
const arrests = (seq: number, more: Partial<FeedRow> = {}): FeedRow => ({
  id: `entry-${seq}`,
  seq,
  at: at(seq),
  asOf: at(seq),
  kind: 'arrest',
  place: 'kazan',
  op: 'add',
  count: { best: seq },
  claimant: 'desk',
  status: 'reported',
  version: 1,
  ...more,
});
const figure: Figure = { low: 42, best: 42, high: 42, asOf: at(3), claimant: 'desk', basis: 'summed' };
const snapshot = { headline: {}, places: [{ id: 'kazan', arrest: figure }] };
const item = (id: string, state: OutboxState, more: Partial<OutboxItem> = {}): OutboxItem => ({
  id,
  board: 'rallies',
  author: 'Lena',
  entry: { id, kind: 'update', text: `text of ${id}` },
  writtenAt: Date.parse(at(9)),
  state,
  ...more,
});
const list = (rows: FeedRow[], items: OutboxItem[] = [], filter = '') =>
  listRows({ rows, items, snapshot, filter, describe: (row) => `${row.place} ${row.text} ${row.status}` });

test('K15: what is not in the ledger yet stands above it, newest first, and leaves when it is there', () => {
  const items = [
    item('first', { is: 'sent' }),
    item('second', { is: 'here' }),
    item('entry-2', { is: 'sent' }),
  ];
  const listed = list([arrests(2), arrests(1)], items);
  expect(listed.map(({ key }) => key)).toEqual(['second', 'first', 'entry-2', 'entry-1']);
  expect(listed.map(({ own }) => own?.state.is)).toEqual(['here', 'sent', undefined, undefined]);
});

test('K103: the words of a filter may have commas between them', () => {
  const rows = [arrests(2), arrests(1, { status: 'confirmed' })];
  expect(list(rows, [], 'Kazan, reported,').map(({ key }) => key)).toEqual(['entry-2']);
});

test('K15: what was kept stands above the ledger until it is read there, not once it lies further back', () => {
  const kept = (id: string, seq: number) =>
    item(id, { is: 'kept', receipt: { id, seq, at: at(seq), version: 1, state: 'published' } });
  const listed = list([arrests(8), arrests(7)], [kept('yesterday', 2), kept('just now', 9)]);
  expect(listed.map(({ key }) => key)).toEqual(['just now', 'entry-8', 'entry-7']);
});

test('K15: a change that is on its way shows on the row it changes', () => {
  const target = arrests(1);
  const change = item(
    'c',
    { is: 'here' },
    { entry: { id: 'c', kind: 'mark', target: target.id, key: true }, target },
  );
  const [row] = list([target], [change]);
  expect(row?.changing.map(({ id }) => id)).toEqual(['c']);
  expect(list([target], [{ ...change, state: { is: 'refused', problem: problem() } }])).toHaveLength(1);
});

const problem = () => ({ type: '/problems/stale', title: 'Stale', status: 409, detail: 'It was changed.' });

test('K15: the total of a place stands beside the newest count there alone, and never beside a retracted one', () => {
  const rows = [
    arrests(3, { retracted: { at: at(5) } }),
    arrests(2),
    arrests(1),
    arrests(4, { kind: 'registration' }),
  ];
  expect(list(rows).map(({ total }) => total?.best)).toEqual([undefined, 42, undefined, undefined]);
  const backdated = [arrests(3, { asOf: at(0) }), arrests(2)];
  expect(list(backdated).map(({ total }) => total?.best)).toEqual([undefined, 42]);
});

test('K15: a filter keeps the rows in which each of its words is found', () => {
  const rows = [arrests(2, { text: 'Two at the theatre', status: 'confirmed' }), arrests(1, { text: 'One' })];
  expect(list(rows, [], 'Theatre confirmed').map(({ key }) => key)).toEqual(['entry-2']);
  expect(list(rows, [], 'theatre reported')).toEqual([]);
  expect(list(rows, [], ' ').length).toBe(2);
});

test('K16: the history tells each version with the fields that changed in it, newest first', () => {
  const posted = { ...arrests(1), kind: 'arrest' } as PublicLine;
  const change = (seq: number, what: object) =>
    ({ seq, at: at(seq), id: `c${seq}`, target: 'entry-1', ...what }) as PublicLine;
  const history = foldHistory([
    posted,
    change(2, { kind: 'status', status: 'confirmed', sources: [{ title: 'photo' }] }),
    change(3, { kind: 'correction', set: { count: { best: 64 }, text: 'merged' }, reason: 'twice' }),
  ]);
  expect(history.map(({ version, changed }) => [version, changed])).toEqual([
    [3, ['count', 'text']],
    [2, ['status', 'sources']],
    [1, []],
  ]);
  expect(history[0]?.before).toMatchObject({ count: { best: 1 }, status: 'confirmed' });
});
