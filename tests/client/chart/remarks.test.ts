import { expect, test, vi } from 'vitest';
import { effectScope, ref, shallowRef } from 'vue';
import type { FeedRow, Point } from '#shared/snapshot.ts';
import type { Language } from '../../../client/chart/captions.ts';
import { followRemarks } from '../../../client/chart/follow-remarks.ts';
import type { DayState, Picture } from '../../../client/chart/picture.ts';
import { drawDay } from '../../../client/chart/picture.ts';
import { takeSentences } from '../../../client/chart/sentences.ts';
import { moveToStop } from '../../../client/chart/stops.ts';
import { NO_REQUESTS } from '../../../client/chart/use-board-requests.ts';
import { chartEn } from '../../../client/words/chart-en.ts';
import { en } from '../../../client/words/en.ts';
import { createFormat } from '../../../client/words/format.ts';
import {
  at,
  correctedRow,
  HOUR,
  keyRows,
  NOW,
  seriesWithMarks,
  snapshotOf,
} from '../../support/chart-day.ts';

const english: Language = { words: chartEn, format: createFormat('en'), names: en.kind };
const view = { mode: 'cumulative', range: 'all', size: { width: 864, height: 440 } } as const;

function draw(state: Partial<DayState> = {}): Picture {
  const snapshot = state.snapshot ?? snapshotOf();
  return drawDay(
    { snapshot, series: seriesWithMarks(snapshot), keys: keyRows, now: NOW, received: undefined, ...state },
    view,
  );
}

/** What is told at a time, once everything that is asked for has come. */
async function tell(cursor: number | undefined, picture = draw(), feed: FeedRow[] = []) {
  const asked: string[] = [];
  const scope = effectScope();
  const told = scope.run(() =>
    followRemarks(
      {
        ...{ picture: shallowRef(picture), cursor: ref(cursor), language: shallowRef(english) },
        ...{
          board: shallowRef(snapshotOf().board),
          lang: ref('en' as const),
          place: ref(undefined),
          feed: shallowRef(feed),
        },
      },
      {
        ...NO_REQUESTS,
        entry: async (id) => {
          asked.push(id);
          return correctedRow;
        },
      },
    ),
  );
  await vi.waitFor(() =>
    expect(told?.value.join().includes('corrected') && !told.value.join().includes(':')).toBe(false),
  );
  scope.stop();
  return { told: told?.value ?? [], asked };
}

test('V12, V10: near a mark the cursor says what happened there', async () => {
  expect((await tell(at('15:00'))).told.join()).toContain('corrected at 15:05');
  expect((await tell(at('16:00'))).told.join()).not.toContain('corrected');
});

// Mutants: the reason not asked for; asked for though the feed has it; not told where, or from what to what.
test('V81: a mark tells where and why, what the feed has not is asked for, once', async () => {
  const sentence = 'corrected at 15:05, Novosibirsk, from 64 to dozens: “counted twice”';
  expect(await tell(at('15:00'))).toEqual({ told: [sentence], asked: [correctedRow.id] });
  expect(await tell(at('15:00'), draw(), [correctedRow])).toEqual({ told: [sentence], asked: [] });
  const { told } = await tell(at('12:00'));
  expect(told).toEqual([]);
});

test('V81: a key update, a gap, an old number and a change of the clocks are told where they are', async () => {
  expect((await tell(at('19:20'))).told).toEqual([
    'key update 4: Mobile internet is slow or absent in the centre.',
  ]);
  const silent = draw({ received: at('19:37:04') });
  expect((await tell(undefined, silent)).told).toEqual(['nothing received since 19:37:04']);
  const day = snapshotOf();
  const series = {
    arrest: {
      step: 60,
      points: [[at('12:00'), 5, 5, 5, 5] as [number, number, number, number, number]],
      marks: [],
    },
  };
  const arrest = {
    ...day.headline.arrest,
    best: 5,
    low: 5,
    high: 5,
    asOf: new Date(at('12:00')).toISOString(),
    claimant: 'desk',
    basis: 'stated' as const,
  };
  const old = draw({ snapshot: { ...day, headline: { arrest } }, series, keys: [] });
  expect((await tell(undefined, old)).told).toEqual(['Arrests: nothing newer from 12:00 on']);
  const change = Date.parse('2021-03-28T01:00Z');
  const spring = snapshotOf({ board: { ...day.board, zone: 'Europe/Berlin' } });
  const frame = { ...draw().frame, from: change - 5 * HOUR, to: change + 5 * HOUR, end: change + 4 * HOUR };
  const night = draw({ snapshot: spring, frame, series: {}, keys: [] });
  expect((await tell(change + 60_000, night)).told).toEqual(['the clocks go forward here']);
  expect(moveToStop('PageDown', undefined, night)).toBe(change);
});

test('V81: Page Up and Page Down lead the cursor from mark to mark, and nowhere beyond', () => {
  const picture = draw();
  const visited: number[] = [];
  for (
    let cursor = moveToStop('PageDown', undefined, picture);
    cursor !== undefined;
    cursor = moveToStop('PageDown', cursor, picture)
  )
    visited.push(cursor);
  expect(visited).toEqual([...['19:20', '17:24', '15:38', '15:05', '11:26'].map((clock) => at(clock))]);
  expect(moveToStop('PageUp', at('15:05'), picture)).toBe(at('15:38'));
  expect([moveToStop('PageUp', NOW, picture), moveToStop('ArrowLeft', NOW, picture)]).toEqual([
    undefined,
    undefined,
  ]);
});

test('V86: a number that was stated in words is read with them, until another is', async () => {
  const asOf = new Date(at('12:00')).toISOString();
  const row: FeedRow = {
    ...{
      id: 'w',
      seq: 9,
      at: asOf,
      asOf,
      kind: 'arrest',
      op: 'total',
      claimant: 'desk',
      status: 'confirmed',
      version: 1,
    },
    count: { low: 20, best: 30, high: 99, words: 'dozens' },
  };
  const point = (clock: string, best: number): Point => [at(clock), 20, best, 99, best];
  const series = { arrest: { step: 60, points: [point('12:00', 30), point('14:00', 31)], marks: [] } };
  const picture = draw({ series, keys: [] });
  expect((await tell(at('12:30'), picture, [row])).told).toEqual(['Arrests: “dozens”']);
  expect((await tell(at('11:30'), picture, [row])).told).toEqual([]);
  expect((await tell(at('14:30'), picture, [row])).told).toEqual([]);
  expect((await tell(at('12:30'), picture, [{ ...row, retracted: { at: asOf } }])).told).toEqual([]);
});

test('V82: a key update’s text in the list ends with a sentence', () => {
  const short = 'The square is closed. People walk along the river.';
  expect(takeSentences(short)).toBe(short);
  const long = `${short} ${'They are many and they walk on. '.repeat(9)}`;
  const taken = takeSentences(long);
  expect(taken.length).toBeLessThanOrEqual(140);
  expect(long.startsWith(taken) && taken.endsWith('.')).toBe(true);
  const one = `The minister said ${'and said '.repeat(30)}nothing.`;
  expect(takeSentences(`${one} Then he left.`)).toBe(one);
});
