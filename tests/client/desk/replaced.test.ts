import { expect, test } from 'vitest';
import type { FeedRow } from '#shared/snapshot.ts';
import type { TotalToPost } from '../../../client/desk/composer/replaced-additions.ts';
import { listReplaced } from '../../../client/desk/composer/replaced-additions.ts';

const at = (minute: number) => `2026-11-28T10:${String(minute).padStart(2, '0')}:00.000Z`;
const row = (seq: number, op: 'add' | 'total', count: number, more: Partial<FeedRow> = {}): FeedRow => ({
  id: `entry-${seq}`,
  seq,
  at: at(seq),
  kind: 'arrest',
  place: 'moscow',
  op,
  count,
  asOf: at(seq),
  claimant: 'desk',
  status: 'reported',
  version: 1,
  ...more,
});
const total = (best: number, more: Partial<TotalToPost> = {}): TotalToPost => ({
  op: 'total',
  count: { best },
  asOf: Date.parse(at(30)),
  claimant: 'desk',
  status: 'reported',
  kind: 'arrest',
  place: 'moscow',
  ...more,
});
const seqs = (rows: readonly FeedRow[], of: TotalToPost) => listReplaced(rows, of).map(({ seq }) => seq);

test('K37: a total below its additions lists them, one that is not lists none', () => {
  const rows = [row(2, 'add', 3), row(1, 'add', 2)];
  expect(seqs(rows, total(4))).toEqual([2, 1]);
  expect(seqs(rows, total(5))).toEqual([]);
  expect(seqs(rows, total(2, { op: 'add' }))).toEqual([]);
  expect(seqs(rows, total(2, { status: 'disputed' }))).toEqual([]);
});

test('K37: what an earlier total stated is counted in, the additions before it are not', () => {
  const rows = [row(5, 'add', 3), row(4, 'total', 10), row(2, 'add', 7)];
  expect(seqs(rows, total(12))).toEqual([5]);
  expect(seqs(rows, total(13))).toEqual([]);
});

test('K37: only what stands, at that place, of that claimant and kind, up to that time', () => {
  const rows = [
    row(40, 'add', 9),
    row(6, 'add', 9, { retracted: { at: at(7) } }),
    row(5, 'add', 9, { status: 'disputed' }),
    row(4, 'add', 9, { place: 'kazan' }),
    row(3, 'add', 9, { claimant: 'ovd-info' }),
    row(2, 'add', 9, { kind: 'registration' }),
    row(1, 'add', 5),
  ];
  expect(seqs(rows, total(4))).toEqual([1]);
});
