/** One law of change: whoever applies changes ends with the same entries, over random histories with erasures. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createTally } from '#shared/counting/create-tally.ts';
import type { Tally } from '#shared/counting/tally.ts';
import type { Facts, Line, PublicLine } from '#shared/line.ts';
import { publicLine } from '#shared/line.ts';
import type { FeedRow } from '#shared/snapshot.ts';
import type { DeskEntry } from '../../client/desk/ledger/desk-rows.ts';
import { foldLine } from '../../client/desk/ledger/desk-rows.ts';
import { createApi } from '../../client/net/api.ts';
import { readOlder } from '../../client/watch/feed/read-older.ts';
import { aHistory, idOfLine, ledgerOf, minuteOf } from './histories.ts';
import { readAgain } from './reference-entries.ts';

const claim = { asOf: minuteOf(0), claimant: 'desk', status: 'reported' } as const;

function foldLines(lines: readonly Line[]): Tally {
  const tally = createTally();
  tally.fold(lines);
  return tally;
}

/** Rows of the desk's list, from lines as the server gives them. */
function deskRows(lines: readonly Line[]): FeedRow[] {
  const entries = new Map<string, DeskEntry>();
  // What `publicLine` writes is what the desk reads.
  for (const line of lines) foldLine(entries, publicLine(line) as unknown as PublicLine);
  return [...entries.values()].map(({ row }) => row);
}

// Mutants: an erasure counted as a version; a second retraction's reason; a status that adds a source twice.
test('C30: the desk’s rows are the tally’s, after each line, whatever was changed and erased', () => {
  fc.assert(
    fc.property(aHistory, (lines) => {
      for (let end = 1; end <= lines.length; end++) {
        const soFar = lines.slice(0, end);
        const tally = foldLines(soFar);
        const held = soFar.flatMap(({ seq }) => tally.entryState(seq)?.row ?? []);
        expect(deskRows(readAgain(soFar))).toEqual(held);
      }
    }),
    { numRuns: 150 },
  );
});

test('C30: a retraction is for good and the first one tells why, an erasure is no version, sources have no doubles', () => {
  const target = { targetSeq: 2, target: idOfLine(2) };
  const [a, b] = [{ title: 'a' }, { url: 'https://b.example/' }];
  const facts: Facts[] = [
    { kind: 'update', text: 'x', sources: [a, a], asOf: minuteOf(0), claimant: 'desk', status: 'reported' },
    { kind: 'status', ...target, status: 'confirmed', sources: [a, b, b] },
    { kind: 'erasure', ...target, reason: 'a name' },
    {
      kind: 'status',
      ...target,
      status: 'confirmed',
      sources: Array.from({ length: 8 }, () => [a, b]).flat(),
    },
    { kind: 'retraction', ...target, reason: 'first' },
    { kind: 'retraction', ...target, reason: 'second' },
  ];
  const lines = ledgerOf({}, ...facts);
  const rows = [foldLines(lines).entryState(2)?.row, deskRows(lines)[0]];
  for (const row of rows) {
    expect(row).toMatchObject({ version: 5, erased: true, sources: [a, b], retracted: { reason: 'first' } });
  }
});

// Mutant: the limit left to the desk, which a ledger of an earlier program passed by.
test('C30: an entry has its first 8 sources, whatever the lines of its ledger add', () => {
  const titled = (titles: string) => [...titles].map((title) => ({ title }));
  const target = { targetSeq: 2, target: idOfLine(2) };
  const lines = ledgerOf(
    {},
    { kind: 'update', text: 'x', sources: titled('abcd'), ...claim },
    { kind: 'status', ...target, status: 'confirmed', sources: titled('aefghij') },
  );
  for (const row of [foldLines(lines).entryState(2)?.row, deskRows(lines)[0]])
    expect(row?.sources).toEqual(titled('abcdefgh'));
});

/** A server that answers from a tally. */
function serve(tally: Tally): typeof fetch {
  return async (input) => {
    const query = new URL(String(input), 'http://tocsin.example').searchParams;
    const moment = { asOf: Date.parse(query.get('asOf') ?? ''), seq: Number(query.get('seq')) };
    return Response.json({ feed: tally.feedBefore(moment, Number(query.get('limit'))) });
  };
}

// Mutants: an erased count shown among the older posts; one that a later correction gave a text left out; one that stands
// at the same minute as the last shown passed over.
test('C31: the older posts are those of the feed, in its order, to its last row', async () => {
  await fc.assert(
    fc.asyncProperty(aHistory, fc.integer({ min: 1, max: 3 }), async (lines, newest) => {
      const tally = foldLines(lines);
      const feed: FeedRow[] = JSON.parse(JSON.stringify(tally.feed(1_000)));
      const last = feed[newest - 1];
      if (!last) return;
      const posts = readOlder(createApi(serve(tally)), 'rallies');
      const rest = feed.slice(newest);
      expect(await posts.step(last)).toEqual({ rows: rest.slice(0, 20), isAll: rest.length < 20 });
      expect(await posts.renew(last, rest.at(-1) ?? last)).toEqual(rest);
    }),
    { numRuns: 200 },
  );
});
