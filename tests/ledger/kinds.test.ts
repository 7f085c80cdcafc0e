/** Which number a kind has in a leaf, on any board; and what a release wrote that knew two kinds alone. */
import { randomUUID } from 'node:crypto';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { kindOfCode } from '../../server/ledger/leaf.ts';
import { publicLine } from '../../shared/line.ts';
import { openLiveRoom } from '../support/live-room.ts';
import type { Json } from '../support/outside-client.ts';
import { kindsNamed, ownKind } from '../support/own-kinds.ts';
import { scratchFolder } from './scratch.ts';

const RELEASE = join(import.meta.dirname, '../support/fixtures/release-0.1');

test('L60: a database of the release before opens with the same ids, hashes, lines and numbers', async () => {
  const folder = scratchFolder();
  writeFileSync(join(folder, 'tocsin.db'), gunzipSync(readFileSync(join(RELEASE, 'tocsin.db.gz'))));
  copyFileSync(join(RELEASE, 'head-witness.json'), join(folder, 'head-witness.json'));
  const said: Json = JSON.parse(readFileSync(join(RELEASE, 'said.json'), 'utf8'));
  await using room = await openLiveRoom({ folder });
  const { ledger, live } = room;
  expect(await ledger.verify('march')).toBeUndefined();
  const seqs = said.hashes.map((_: string, index: number) => index + 1);
  const leaves = await Promise.all(seqs.map((seq: number) => ledger.leaf('march', seq)));
  expect(leaves.map((leaf) => leaf?.hash)).toEqual(said.hashes);
  expect(leaves.map((leaf) => leaf?.bytes[1])).toEqual(said.codes);
  expect((await ledger.lines('march', seqs)).map(publicLine)).toEqual(said.lines);
  const snapshot = live.view('march')?.snapshot;
  expect(snapshot).toMatchObject(said.snapshot);
  expect(snapshot?.board).toEqual(said.snapshot.board);
  const ends = Object.entries(snapshot?.series ?? {}).map(([kind, series]) => {
    const { step, points = [] } = series ?? {};
    return [kind, { step, points: points.length, last: points.at(-1) }];
  });
  expect(Object.fromEntries(ends)).toEqual(said.ends);
});

// Mutant: whatever the facts say.
test('L61: under number 4 stands no word that has a number, none that is no id, and never nothing', () => {
  expect(kindOfCode(4, () => ({ kind: 'strike' }))).toBe('strike');
  for (const kind of ['arrest', 'registration', 'update', 'board', 'Strike', 7, null, undefined])
    expect(
      kindOfCode(4, () => ({ kind })),
      String(kind),
    ).toBeUndefined();
  expect(kindOfCode(2, () => ({ kind: 'strike' }))).toBe('arrest');
  expect(kindOfCode(5, () => ({ kind: 'strike' }))).toBeUndefined();
});

const count = (kind: string) => ({
  id: randomUUID(),
  facts: {
    ...{ kind: ownKind(kind), op: 'add' as const, count: { best: 3, words: 'three' }, asOf: 1_000 },
    ...{ claimant: 'desk', status: 'reported' as const },
  },
  body: kind,
});

// Mutants: every kind of a board with kinds under number 4; the id of a kind with a number in the facts too.
test('L61: the default’s kinds keep their numbers on a board that lists them, any other is number 4 with its id', async () => {
  await using room = await openLiveRoom();
  const { ledger, live } = room;
  const kinds = kindsNamed('strike', 'arrest', 'registration');
  const set = { slug: 'works', title: 'Works', zone: 'UTC', kinds, places: [] };
  const drafts = [{ id: randomUUID(), facts: { kind: 'board' as const, set }, body: 'board' }];
  for (const kind of ['strike', 'arrest', 'registration']) drafts.push(count(kind) as never);
  await live.recorder.record({ board: 'works', drafts, author: null, receivedAt: 1_000 });
  const leaves = await Promise.all([2, 3, 4].map((seq) => ledger.leaf('works', seq)));
  expect(leaves.map((leaf) => leaf?.bytes[1])).toEqual([4, 2, 1]);
  const facts = leaves.map((leaf) => JSON.parse(Buffer.from(leaf?.bytes.subarray(82) ?? []).toString()));
  expect(facts.map(({ kind }) => kind)).toEqual(['strike', undefined, undefined]);
  expect(await ledger.verify('works')).toBeUndefined();
  expect(await ledger.lines('works', [2, 3, 4])).toMatchObject([
    { kind: 'strike', op: 'add', count: { best: 3, words: 'three' }, asOf: 1_000, claimant: 'desk' },
    { kind: 'arrest' },
    { kind: 'registration' },
  ]);
});
