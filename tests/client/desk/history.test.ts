/** The history of an entry, in words that a person understands. */
import { expect, test } from 'vitest';
import type { PublicLine } from '#shared/line.ts';
import { eventOf, foldHistory } from '../../../client/desk/ledger/entry-history.ts';

const at = (seq: number) => new Date(seq * 60_000).toISOString();
const line = (seq: number, what: object) => ({ seq, at: at(seq), id: `entry-${seq}`, ...what }) as PublicLine;
const posted = line(1, { kind: 'update', asOf: at(1), claimant: 'desk', status: 'reported', text: 'x' });
const change = (seq: number, what: object) => line(seq, { target: 'entry-1', ...what });

test('K74: each line of a history says what it did, a status which one it became', () => {
  const events = foldHistory([
    posted,
    change(2, { kind: 'status', status: 'confirmed' }),
    change(3, { kind: 'status', status: 'disputed', sources: [{ title: 'ministry' }] }),
    change(4, { kind: 'status', status: 'reported' }),
    change(5, { kind: 'mark', key: true }),
    change(6, { kind: 'mark', key: false }),
    change(7, { kind: 'mark', pinned: true }),
    change(8, { kind: 'mark', pinned: false }),
    change(9, { kind: 'correction', set: { text: 'y' }, reason: 'r' }),
    change(10, { kind: 'retraction', reason: 'r' }),
  ]).reverse();
  expect(events.map(({ line: said }) => eventOf(said))).toEqual([
    ...['posted', 'confirmed', 'disputed', 'reported', 'key', 'unkey', 'pinned', 'unpinned'],
    ...['correction', 'retraction'],
  ]);
  // What a dispute names is a field of its own.
  expect(events[2]?.changed).toEqual(['status', 'against']);
});
