import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LiveView } from '../../../server/live/view.ts';
import { createView } from '../../../server/live/view.ts';
import { createTally } from '../../../shared/counting/create-tally.ts';
import type { Tally } from '../../../shared/counting/tally.ts';
import { kindsOf } from '../../../shared/kind-words.ts';
import { countKindsOf } from '../../../shared/kinds.ts';
import { LIMITS } from '../../../shared/limits.ts';
import type { Line } from '../../../shared/line.ts';
import { applyTick } from '../../../shared/merge.ts';
import type { Figures, Snapshot, Tick } from '../../../shared/snapshot.ts';
import { formatInstant } from '../../../shared/time.ts';
import { idOf, makeHistory, steps } from '../../support/random-history.ts';

const EPOCH = 'an-epoch';

/** What the snapshot must be, made from the tally alone. */
function composeSnapshot(tally: Tally): Snapshot {
  const { board } = tally;
  if (!board) throw new Error('no board');
  const kinds = kindsOf(board);
  const figures = (where: string | null): Figures =>
    // A kind's figure is of the kind.
    Object.fromEntries(
      kinds.map((kind) => [kind, kind === 'update' ? tally.updates(where) : tally.headline(kind, where)]),
    ) as Figures;
  const claims = countKindsOf(board).map((kind) => [kind, tally.claims(kind, null)] as const);
  const checked = kinds.map((kind) => {
    const at = tally.lastChecked(kind);
    return [kind, at === undefined ? undefined : formatInstant(at)] as const;
  });
  const series = kinds.map((kind) => [kind, tally.recentSeries(kind)] as const);
  return {
    epoch: EPOCH,
    seq: tally.seq,
    at: formatInstant(tally.at),
    head: `hash ${tally.seq}`,
    board,
    headline: figures(null),
    checked: Object.fromEntries(checked.filter(([, at]) => at !== undefined)),
    claims: Object.fromEntries(claims.filter(([, rows]) => rows.length > 0)),
    places: board.places.map(({ id }) => ({ id, ...figures(id) })),
    series: Object.fromEntries(
      series
        .filter(([, { points }]) => points.length > 0)
        .map(([kind, { step, points }]) => [kind, { step, points }]),
    ),
    feed: tally.feed(LIMITS.feedRows),
  };
}

/** A board that is posted to in pieces of the history, with a tick after each. */
function startBoard(history: Parameters<typeof makeHistory>[0], sizes: readonly number[], first: number) {
  const lines = makeHistory(history);
  const tally = createTally();
  tally.fold(lines.slice(0, first));
  const view = createView(tally, EPOCH, `hash ${tally.seq}`);
  return {
    tally,
    view,
    /** Every tick, with the number of the round it comes from. */
    *ticks(): Generator<[tick: Tick, round: number]> {
      for (let round = 0; tally.seq < lines.length; round++) {
        tally.fold(lines.slice(tally.seq, tally.seq + (sizes[round % sizes.length] ?? 1)));
        const tick = view.advance(`hash ${tally.seq}`);
        if (tick) yield [send(tick), round];
      }
    },
  };
}

/** As it arrives over the wire. */
function send<T>(value: T): T {
  return JSON.parse(JSON.stringify(value));
}

/** Brings a watcher level, as the link in the browser does. */
function heal(snapshot: Snapshot, view: LiveView): Snapshot {
  const { whole, json } = view.changes(snapshot.seq, snapshot.epoch);
  if (whole) return JSON.parse(json);
  const applied = applyTick(snapshot, JSON.parse(json));
  return typeof applied === 'object' ? applied.snapshot : snapshot;
}

function receive(snapshot: Snapshot, tick: Tick, view: LiveView): Snapshot {
  const applied = applyTick(snapshot, tick);
  if (applied === 'gap') return heal(snapshot, view);
  return applied === 'behind' ? snapshot : applied.snapshot;
}

/** What a wire does with ticks: it answers those that arrive after each one that was sent. */
function createWire(fates: readonly string[]) {
  let late: Tick[] = [];
  return (tick: Tick, round: number): Tick[] => {
    const fate = fates[round % fates.length];
    if (fate === 'lost') return [];
    const arriving = [tick, ...(fate === 'twice' ? [tick] : []), ...late];
    late = fate === 'late' ? [...late, tick] : [];
    return fate === 'late' ? [] : arriving;
  };
}

const cuts = fc.array(fc.integer({ min: 1, max: 8 }), { minLength: 1, maxLength: 20 });
const fates = fc.array(fc.constantFrom('arrives', 'lost', 'twice', 'late'), { minLength: 1, maxLength: 20 });

test('T1: the snapshot after every tick is the one made from the ledger anew', () => {
  fc.assert(
    fc.property(steps, cuts, fc.integer({ min: 1, max: 20 }), (history, sizes, first) => {
      const { tally, view, ticks } = startBoard(history, sizes, first);
      expect(send(view.snapshot)).toEqual(send(composeSnapshot(tally)));
      for (const _ of ticks()) expect(send(view.snapshot)).toEqual(send(composeSnapshot(tally)));
    }),
    { numRuns: 200 },
  );
});

test('T1, T2: a watcher holds the server’s snapshot, whatever ticks were lost, late or came twice', () => {
  fc.assert(
    fc.property(steps, cuts, fates, (history, sizes, fatesOfTicks) => {
      const { view, ticks } = startBoard(history, sizes, 1);
      const wire = createWire(fatesOfTicks);
      let held = send(view.snapshot);
      for (const [tick, round] of ticks()) {
        const arriving = wire(tick, round);
        for (const one of arriving) held = receive(held, one, view);
        if (arriving.length > 0) expect(held).toEqual(send(view.snapshot));
      }
      expect(heal(held, view)).toEqual(send(view.snapshot));
    }),
    { numRuns: 200 },
  );
});

test('T5, T18: a page that keeps more rows than a snapshot has them all, without a hole, as they hold now', () => {
  fc.assert(
    fc.property(steps, cuts, fc.integer({ min: 1, max: 40 }), (history, sizes, first) => {
      const { tally, view, ticks } = startBoard(history, sizes, first);
      let held = send(view.snapshot);
      for (const [tick] of ticks()) {
        const applied = applyTick(held, tick, LIMITS.feedRowsKept);
        if (typeof applied === 'string') throw new Error(applied);
        held = applied.snapshot;
        expect(held.feed).toEqual(send(tally.feed(held.feed.length)));
        expect(held.feed.length).toBeGreaterThanOrEqual(view.snapshot.feed.length);
      }
    }),
    { numRuns: 100 },
  );
});

test('T18: of posts that come by the thousand, ticks bring those that a page can keep', () => {
  const tally = createTally();
  const posts = Array.from({ length: 3_000 }, (_, index) => ({ what: 0, a: 2, b: index, c: index }));
  const lines = makeHistory(posts);
  tally.fold(lines.slice(0, 30));
  const view = createView(tally, EPOCH, 'hash');
  const held = send(view.snapshot);
  tally.fold(lines.slice(30));
  const tick = view.advance('hash');
  expect(tick?.feed?.length).toBeLessThanOrEqual(LIMITS.feedRowsKept);
  const applied = tick && applyTick(held, send(tick), LIMITS.feedRowsKept);
  const kept = typeof applied === 'object' ? applied.snapshot.feed : [];
  expect(kept.length).toBeGreaterThan(LIMITS.feedRows);
  expect(kept).toEqual(send(tally.feed(kept.length)));
});

test('T3: a merged tick from any earlier snapshot leads to the newest one', () => {
  let merges = 0;
  let wholes = 0;
  const lead = (snapshot: Snapshot, view: LiveView) => {
    if (view.changes(snapshot.seq, EPOCH).whole) wholes++;
    else merges++;
    expect(heal(snapshot, view)).toEqual(send(view.snapshot));
  };
  fc.assert(
    fc.property(steps, cuts, (history, sizes) => {
      const { view, ticks } = startBoard(history, sizes, 1);
      const earlier = [send(view.snapshot)];
      for (const _ of ticks()) earlier.push(send(view.snapshot));
      for (const snapshot of earlier) lead(snapshot, view);
    }),
    { numRuns: 100 },
  );
  expect(merges).toBeGreaterThan(wholes);
});

test('T3: who is of another epoch, ahead, or too far behind takes the snapshot', () => {
  const { view, ticks } = startBoard([{ what: 0, a: 0, b: 0, c: 0 }], [1], 1);
  for (const _ of ticks());
  expect(view.changes(2, EPOCH)).toMatchObject({ whole: false });
  for (const [since, epoch] of [
    [2, 'another'],
    [3, EPOCH],
    [0, EPOCH],
  ] as const) {
    const { whole, json } = view.changes(since, epoch);
    expect([whole, JSON.parse(json)]).toEqual([true, send(view.snapshot)]);
  }
});

test('T3: who has missed more rows of the feed than are remembered takes the snapshot, even a large one', () => {
  const posts = Array.from({ length: 1_002 }, (_, index) => ({ what: 0, a: 2, b: index, c: index }));
  const lines = makeHistory(posts).map((line, index) =>
    index === 0 && line.kind === 'board'
      ? { ...line, set: { ...line.set, summary: 'long '.repeat(400_000) } }
      : line,
  );
  const tally = createTally();
  tally.fold(lines.slice(0, 1));
  const view = createView(tally, EPOCH, 'hash');
  for (const line of lines.slice(1)) {
    tally.fold([line]);
    view.advance('hash');
  }
  expect([2, 3].map((since) => view.changes(since, EPOCH).whole)).toEqual([true, false]);
});

test('T3: from however many numbers watchers ask, the merged ticks that are kept are bounded', () => {
  const [made] = makeHistory([]);
  if (made?.kind !== 'board') throw new Error('no board');
  const places = Array.from({ length: 3_000 }, (_, index) => ({ id: `place-${index}`, name: 'Place' }));
  const posts = places.map(
    ({ id }, index): Line => ({
      ...{ seq: index + 2, at: made.at, id: idOf(index + 2), kind: 'arrest', op: 'add', count: { best: 1 } },
      ...{ place: id, asOf: made.at, claimant: 'desk', status: 'reported' },
    }),
  );
  const tally = createTally();
  tally.fold([{ ...made, set: { ...made.set, places } }]);
  const view = createView(tally, EPOCH, 'hash');
  for (const lines of [...posts.slice(0, 60).map((line) => [line]), posts.slice(60)]) {
    tally.fold(lines);
    view.advance('hash');
  }
  const answers = Array.from({ length: 60 }, (_, index) => {
    const [first, again] = [1, 2].map(() => view.changes(index + 1, EPOCH));
    return { ...first, isKept: first === again };
  });
  const count = (which: typeof answers) => which.reduce((sum, { json = '' }) => sum + json.length, 0);
  expect(answers.some(({ whole }) => whole)).toBe(false);
  expect(count(answers)).toBeGreaterThan(16_000_000);
  const kept = count(answers.filter(({ isKept }) => isKept));
  expect(kept).toBeGreaterThan(2_000_000);
  expect(kept).toBeLessThanOrEqual(4_000_000);
});

test('T3: the snapshot is sent where it is smaller than a merged tick', () => {
  // Many corrected rows, and a board without its long summary.
  const posts = Array.from({ length: 60 }, (_, index) => ({ what: 0, a: 2, b: index, c: 1 }));
  const lines = makeHistory(posts).map((line, index) =>
    index === 0 && line.kind === 'board' ? { ...line, set: { ...line.set, summary: null } } : line,
  );
  const tally = createTally();
  tally.fold(lines.slice(0, 1));
  const view = createView(tally, EPOCH, 'hash');
  tally.fold(lines.slice(1));
  view.advance('hash');
  expect(view.changes(1, EPOCH)).toEqual({ whole: true, json: JSON.stringify(view.snapshot) });
});

test('T5: a correction of a row that no snapshot shows any more is in the tick, and in a merged one', () => {
  const posts = Array.from({ length: 40 }, (_, index) => ({ what: 0, a: 2, b: 1, c: index }));
  const lines: Line[] = makeHistory(posts);
  const tally = createTally();
  tally.fold(lines);
  const view = createView(tally, EPOCH, 'hash');
  const first = { target: idOf(2), targetSeq: 2 };
  tally.fold([
    {
      seq: 42,
      at: tally.at,
      id: idOf(42),
      kind: 'correction',
      set: { text: 'Right' },
      reason: 'Wrong',
      ...first,
    },
  ]);
  const tick = view.advance('hash');
  expect(view.snapshot.feed.map(({ id }) => id)).not.toContain(idOf(2));
  expect(tick?.feed).toMatchObject([{ id: idOf(2), text: 'Right', version: 2 }]);
  expect(JSON.parse(view.changes(41, EPOCH).json)).toEqual(send(tick));
});

test('T5: a correction of an old row is told also in a tick that brings more new posts than a snapshot shows', () => {
  const posts = Array.from({ length: 300 }, (_, index) => ({ what: 0, a: 2, b: 1, c: index }));
  const lines: Line[] = makeHistory(posts);
  const tally = createTally();
  tally.fold(lines.slice(0, 250));
  const view = createView(tally, EPOCH, 'hash');
  tally.fold(lines.slice(250));
  const target = { target: idOf(2), targetSeq: 2 };
  const correction = { kind: 'correction', set: { text: 'Right' }, reason: 'Wrong', ...target } as const;
  tally.fold([{ seq: 302, at: tally.at, id: idOf(302), ...correction }]);
  const tick = view.advance('hash');
  expect(tick?.feed).toContainEqual(expect.objectContaining({ id: idOf(2), text: 'Right', version: 2 }));
});

test('T18: more changed rows than are remembered are all told in the tick that changed them', () => {
  const posts = Array.from({ length: 1_500 }, (_, index) => ({ what: 0, a: 2, b: 1, c: index }));
  const tally = createTally();
  tally.fold(makeHistory(posts));
  const view = createView(tally, EPOCH, 'hash');
  const corrected = Array.from({ length: 1_200 }, (_, index): Line => {
    const [target, seq] = [index + 2, 1_502 + index];
    const change = { kind: 'correction', set: { text: `Right ${target}` }, reason: 'Wrong' } as const;
    return { seq, at: tally.at, id: idOf(seq), target: idOf(target), targetSeq: target, ...change };
  });
  tally.fold(corrected);
  const tick = view.advance('hash');
  expect(tick?.feed?.length).toBeGreaterThanOrEqual(1_200);
  expect(view.changes(1_501, EPOCH).whole).toBe(true);
});

test('T2: the encoded snapshot is made once for a tick, compressed too', () => {
  const { view } = startBoard([{ what: 0, a: 0, b: 0, c: 0 }], [1], 2);
  expect(view.encoded.json).toBe(view.encoded.json);
  expect(JSON.parse(view.encoded.json.toString())).toEqual(send(view.snapshot));
  expect(gunzipSync(view.encoded.gzip())).toEqual(view.encoded.json);
  expect(view.encoded.gzip()).toBe(view.encoded.gzip());
});
