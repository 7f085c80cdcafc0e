/** What a replay asks for, and what it shows of a moment. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Snapshot } from '#shared/snapshot.ts';
import type { Api } from '../../../client/net/api.ts';
import { createApi } from '../../../client/net/api.ts';
import { readLaterPlaces } from '../../../client/watch/replay/later-places.ts';
import { correctLater, timeOf, viewOf } from '../../../client/watch/replay/moment.ts';
import { readPast } from '../../../client/watch/replay/past.ts';
import { newestOf, readTimeline } from '../../../client/watch/replay/play-time.ts';
import { at, NOW, snapshotOf } from '../../support/chart-day.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Answers as the server does, which says in its refusal when to ask again. */
function serve(answers: (seq: number) => { status: number; retryAfter?: number }) {
  const asked: number[] = [];
  const request = async (path: string | URL | Request) => {
    const seq = Number(new URL(String(path), 'http://board.test').searchParams.get('seq'));
    asked.push(seq);
    const { status, retryAfter } = answers(seq);
    const type = status === 200 ? 'application/json' : 'application/problem+json';
    return new Response(JSON.stringify({ seq, retryAfter }), { status, headers: { 'content-type': type } });
  };
  const shown: number[] = [];
  const states: string[] = [];
  const past = readPast(createApi(request), 'rallies', {
    onShow: ({ seq }) => shown.push(seq),
    onState: (state) => states.push(state),
  });
  return { past, asked, shown, states };
}

// Mutant: each wish asked for at once.
test('V60: a slider that passes hundreds of entries asks for the one where it stops, and not again for one that is kept', async () => {
  const { past, asked, shown } = serve(() => ({ status: 200 }));
  for (let seq = 1; seq <= 300; seq++) past.wish(seq);
  await vi.runAllTimersAsync();
  expect([asked, shown]).toEqual([[300], [300]]);
  past.wish(299);
  await vi.runAllTimersAsync();
  past.wish(300);
  await vi.runAllTimersAsync();
  expect([asked, shown]).toEqual([
    [300, 299],
    [300, 299, 300],
  ]);
});

// Mutant: a busy server asked again at once, or given up.
test('V60: a server that is busy is asked again when it said, for the newest wish', async () => {
  let isBusy = true;
  const { past, asked, shown, states } = serve(() =>
    isBusy ? { status: 503, retryAfter: 4 } : { status: 200 },
  );
  past.wish(5);
  await vi.advanceTimersByTimeAsync(1_000);
  expect([asked, states]).toEqual([[5], ['asking', 'busy']]);
  await vi.advanceTimersByTimeAsync(2_500);
  expect(asked).toEqual([5]);
  isBusy = false;
  await vi.advanceTimersByTimeAsync(2_000);
  expect([asked, shown, states.at(-1)]).toEqual([[5, 5], [5], 'shown']);
});

test('V60: an answer that did not come is said, and the next wish is asked for', async () => {
  let status = 500;
  const { past, shown, states } = serve(() => ({ status }));
  past.wish(5);
  await vi.runAllTimersAsync();
  expect(states.at(-1)).toBe('failed');
  status = 200;
  past.wish(6);
  await vi.runAllTimersAsync();
  expect([shown, states.at(-1)]).toEqual([[6], 'shown']);
});

test('V61: the newest entry of a time is the last one published up to then, read ahead a page at a time', async () => {
  const known = [4, 5, 6].map((seq) => ({ seq, at: seq * 1000 }));
  expect([3_999, 4_000, 5_500, 9_000].map((t) => newestOf(known, t)?.seq)).toEqual([undefined, 4, 5, 6]);
  const asked: unknown[] = [];
  const call = async (_: string, { query }: { query: { after: number } }) => {
    asked.push(query.after);
    const entries = [1, 2, 3].map((index) => ({
      seq: query.after + index,
      at: new Date((query.after + index) * 1000).toISOString(),
    }));
    return { is: 'answered', status: 200, body: { entries, next: null } };
  };
  const timeline = readTimeline({ call } as unknown as Api, 'rallies');
  timeline.readAhead(5);
  await vi.runAllTimersAsync();
  expect(asked).toEqual([4]);
  expect(timeline.newestAt(5, 6_500)?.seq).toBe(6);
  expect(timeline.newestAt(5, 4_000)).toBeUndefined();
});

test('V62: whatever its state was, a replay is tagged so and its clock is its own', () => {
  const ended = snapshotOf();
  const view = viewOf({ ...ended, board: { ...ended.board, state: 'ended', nature: 'real' } }, 7, NOW);
  expect(view).toMatchObject({
    replay: 7,
    now: NOW,
    // What had ended by then has its final numbers; what had not is told as it went on.
    snapshot: { board: { nature: 'replay', state: 'ended' } },
  });
  const planned = viewOf({ ...ended, board: { ...ended.board, state: 'planned' } }, 7, NOW);
  expect(planned.snapshot?.board).toMatchObject({ nature: 'replay', state: 'live' });
});

function replaying(live: Snapshot, api: Api) {
  return { live, api, places: readLaterPlaces(live, api) };
}

// Mutants: everything asked for; asked anew at each moment; a place told as it is now; half of them told.
test('V63: the places have what is known now of that time; what is later than it alone is asked for, once', async () => {
  const stand = (best: number, clock: string) => ({
    ...{ best, low: best, high: best, asOf: new Date(at(clock)).toISOString(), claimant: 'ovd-info' },
    basis: 'stated' as const,
  });
  const places = [
    {
      id: 'ufa',
      arrest: stand(7, '12:00'),
      update: { best: 2, confirmed: 0, corrected: 0, asOf: new Date(at('19:00')).toISOString() },
    },
    { id: 'moscow', arrest: stand(90, '19:30') },
    { id: 'kaliningrad', arrest: stand(3, '19:30') },
    { id: 'sakhalin' },
  ];
  const live = snapshotOf({ places });
  const asked: unknown[] = [];
  let isDeaf = false;
  const points = (values: [string, number][]) => values.map(([clock, v]) => [at(clock), v, v, v, null]);
  const told: Record<string, unknown> = {
    'update ufa': points([['13:00', 1]]),
    'arrest moscow': points([
      ['14:00', 20],
      ['15:00', 40],
      ['18:00', 90],
    ]),
    'arrest kaliningrad': points([['19:00', 3]]),
  };
  const call = async (name: string, { query }: { query: { kind: string; place: string } }) => {
    asked.push(`${query.kind} ${query.place}`);
    if (isDeaf) return { is: 'unreachable' };
    return {
      is: 'answered',
      status: 200,
      body: { step: 60, points: told[`${query.kind} ${query.place}`], name },
    };
  };
  const later = readLaterPlaces(live, { call } as unknown as Api);
  isDeaf = true;
  expect(await later.rowsAt(at('16:00'))).toBeUndefined();
  isDeaf = false;
  asked.length = 0;
  const rows = (await later.rowsAt(at('16:00'))) ?? [];
  expect(asked.toSorted()).toEqual(['arrest kaliningrad', 'arrest moscow', 'update ufa']);
  expect(rows.map(({ id, arrest, update }) => [id, arrest?.best, update?.best])).toEqual([
    ['ufa', 7, 1],
    ['moscow', 40, undefined],
    ['kaliningrad', undefined, undefined],
    ['sakhalin', undefined, undefined],
  ]);
  expect(rows[1]?.arrest).toMatchObject({ claimant: 'ovd-info', asOf: new Date(at('15:00')).toISOString() });
  expect((await later.rowsAt(at('14:30')))?.[1]?.arrest?.best).toBe(20);
  expect((await later.rowsAt(at('19:40')))?.[1]?.arrest).toEqual(places[1]?.arrest);
  expect(asked).toHaveLength(3);
});

// Mutant: the series left whole, so that the end of the day is drawn at its middle.
test('V63: with later corrections the numbers are those that are known now of the times up to the moment', async () => {
  const live = snapshotOf();
  const then: Snapshot = { ...live, seq: 400, at: new Date(at('16:00')).toISOString() };
  expect(timeOf(then)).toBe(at('16:00'));
  const asked: unknown[] = [];
  const call = async (name: string, { query }: { query: unknown }) => {
    asked.push([name, query]);
    return { is: 'answered', status: 200, body: { feed: [] } };
  };
  const shown = await correctLater(then, replaying(live, { call } as unknown as Api));
  expect(asked).toEqual([['feed', { asOf: at('16:00'), seq: live.seq + 1, limit: 1 }]]);
  const { arrest, registration } = shown?.series ?? {};
  for (const series of [arrest, registration]) {
    const last = series?.points.at(-1)?.[0] ?? 0;
    expect(last).toBeGreaterThanOrEqual(at('16:00'));
    expect(last).toBeLessThan(at('16:00') + (series?.step ?? 0) * 1000);
  }
  expect(shown?.headline.arrest).toMatchObject({ best: arrest?.points.at(-1)?.[2] });
  expect(shown?.places).toEqual([]);
});
