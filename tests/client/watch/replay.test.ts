/** What a replay asks for, and what it shows of a moment. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Snapshot } from '#shared/snapshot.ts';
import type { Api } from '../../../client/net/api.ts';
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

function serve(answers: (seq: number) => { status: number; retryAfter?: string }) {
  const asked: number[] = [];
  const request = async (path: string | URL | Request) => {
    const seq = Number(new URL(String(path), 'http://board.test').searchParams.get('seq'));
    asked.push(seq);
    const { status, retryAfter } = answers(seq);
    const headers = { 'content-type': 'application/json', ...(retryAfter && { 'retry-after': retryAfter }) };
    return new Response(JSON.stringify({ seq }), { status, headers });
  };
  const shown: number[] = [];
  const states: string[] = [];
  const past = readPast(
    'rallies',
    { onShow: ({ seq }) => shown.push(seq), onState: (state) => states.push(state) },
    request,
  );
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
    isBusy ? { status: 503, retryAfter: '4' } : { status: 200 },
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
    snapshot: { board: { nature: 'replay', state: 'live' } },
  });
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
  const shown = await correctLater(then, live, { call } as unknown as Api);
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
