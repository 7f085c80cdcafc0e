import { expect, test } from 'vitest';
import { NaiveFold } from '../support/naive-fold.ts';
import { mergeNaively } from '../support/naive-merge.ts';
import type { Json } from '../support/outside-client.ts';
import { count, minute, update, useServer } from '../support/outside-client.ts';

const server = useServer();
type Pick = <T>(items: readonly T[]) => T;

test.each([11, 22, 33, 44, 55, 66])(
  'O3, O8: the numbers are those of a naive reader of all lines, and of whoever merges ticks (%i)',
  async (seed) => {
    const random = seededRandom(seed);
    const pick: Pick = <T>(items: readonly T[]) => items[Math.floor(random() * items.length)] as T;
    const slug = await server.makeBoard({ policy: { arrest: pick([['desk'], ['ovd-info', 'desk']]) } });
    const targets: string[] = [];
    const kept: Json[] = [];
    for (let round = 0; round < 6; round++) {
      await server.publish(
        slug,
        Array.from({ length: 12 }, () => invent(pick, targets)),
      );
      kept.push(await server.snapshot(slug));
    }
    const snapshot = await server.snapshot(slug);
    for (const earlier of kept) {
      const answer = await server.read(slug, `/changes?since=${earlier.seq}&epoch=${earlier.epoch}`);
      expect('from' in answer ? mergeNaively(earlier, answer) : answer).toEqual(snapshot);
    }
    const { entries } = await server.read(slug, '/entries?limit=1000');
    const naive = new NaiveFold(snapshot.board, entries);
    for (const kind of ['arrest', 'registration']) {
      expectAll(snapshot.claims[kind] ?? [], naive.claims(kind, null));
      expectSame(snapshot.headline[kind], naive.headline(kind, null));
      expectPoints(snapshot.series[kind]?.points ?? [], naive, kind);
      for (const { id, [kind]: figure } of snapshot.places) {
        expectSame(figure, naive.headline(kind, id));
        const { claims } = await server.read(slug, `/claims?kind=${kind}&place=${id}`);
        expectAll(claims, naive.claims(kind, id));
      }
    }
    expectSame(snapshot.headline.update, naive.updates(null));
    for (const row of snapshot.places) expectSame(row.update, naive.updates(row.id));
  },
);

function expectAll(shown: Json[], known: object[]): void {
  expect(shown).toMatchObject(known);
  expect(shown).toHaveLength(known.length);
}

function expectSame(shown: Json, known: object | undefined): void {
  if (known === undefined) expect(shown).toBeUndefined();
  else expect(shown).toMatchObject(known);
}

function expectPoints(points: Json[], naive: NaiveFold, kind: string): void {
  const claimant = naive.headline(kind, null)?.claimant ?? '';
  for (const [t, ...values] of points) {
    const then = naive.asKnownAt(t).figure(kind, null, claimant);
    const { low = 0, best = 0, high = 0, confirmed = null } = then ?? {};
    expect([t, ...values]).toEqual([t, low, best, high, confirmed]);
  }
}

/** An entry, or a change to an earlier one, as an evening might bring it. */
function invent(pick: Pick, targets: string[]): Json {
  const target = pick(targets.length > 6 ? targets : ['']);
  const what =
    target === '' ? 'entry' : pick(['entry', 'entry', 'entry', 'correction', 'status', 'retraction']);
  return what === 'entry' ? inventEntry(pick, targets) : inventChange(pick, targets, what, target);
}

function inventEntry(pick: Pick, targets: string[]): Json {
  const id = crypto.randomUUID();
  const { place, op, count: amount, ...rest } = inventFields(pick);
  const fields = { ...rest, id, status: pick(STATUSES), ...(place !== null && { place }) };
  if (pick([0, 0, 0, 1]) === 1) return update('News', fields);
  targets.push(id);
  return count(pick(['arrest', 'arrest', 'registration']), op, amount, fields);
}

function inventChange(pick: Pick, targets: string[], kind: string, target: string): Json {
  // Each text and source is new, so that no change is one that changes nothing.
  const news = crypto.randomUUID();
  if (kind === 'correction')
    return { kind, target, reason: 'Recounted', set: { ...inventFields(pick), text: news } };
  targets.splice(targets.indexOf(target), 1);
  if (kind === 'retraction') return { kind, target, reason: 'Not so' };
  return { kind, target, status: pick(STATUSES), sources: [{ title: news }] };
}

const STATUSES = ['reported', 'reported', 'confirmed', 'disputed'];

function inventFields(pick: Pick) {
  const best = pick([0, 1, 2, 3, 5, 8, 13, 40, 200]);
  return {
    place: pick([null, 'tatarstan', 'kazan', 'chelny', 'omsk']),
    op: pick(['add', 'add', 'total']),
    count: pick([best, best, { best, low: Math.floor(best / 2), high: best * 2 }]),
    asOf: minute(pick([0, 1, 2, 3, 5, 8, 13, 60])),
    claimant: pick(['desk', 'desk', 'ovd-info', 'ministry']),
  };
}

/** The same numbers for the same seed (mulberry32). */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
