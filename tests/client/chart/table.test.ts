import { expect, test } from 'vitest';
import type { Choice } from '../../../client/chart/choice.ts';
import { readChoice } from '../../../client/chart/choice.ts';
import { frameDay, narrow } from '../../../client/chart/frame.ts';
import { drawDay } from '../../../client/chart/picture.ts';
import { tellTable } from '../../../client/chart/tell-table.ts';
import { chartEn } from '../../../client/words/chart-en.ts';
import { en } from '../../../client/words/en.ts';
import { createFormat } from '../../../client/words/format.ts';
import { at, MINUTE, NOW, pointsOf, seriesWithMarks, snapshotOf } from '../../support/chart-day.ts';

const english = { words: chartEn, format: createFormat('en'), names: en.kind };

function tell(search: string) {
  const choice: Choice = readChoice(search);
  const snapshot = snapshotOf();
  const range = choice.range ?? 'all';
  const frame = narrow(frameDay(snapshot, range, NOW), choice, snapshot.board.zone);
  const known = seriesWithMarks(snapshot);
  const claims = pointsOf('arrest', 60).map(
    ([t, , best]) => [t, 9, 9, best, null] as [number, number, number, number, null],
  );
  const series = {
    ...known,
    arrest: { step: frame.step, points: pointsOf('arrest', frame.step), marks: [], claims },
    update: { step: frame.step, points: pointsOf('update', frame.step), marks: [] },
  };
  const view = { mode: choice.mode, range, size: { width: 864, height: 440 } };
  const picture = drawDay({ snapshot, series, keys: [], now: NOW, received: undefined, frame }, view);
  const told = {
    picture,
    series,
    board: snapshot.board,
    choice,
    lang: 'en' as const,
    nameClaimant: (id: string) => id,
  };
  return { picture, table: tellTable(told, english, 'Moscow') };
}

// Mutants: hours whatever the range; the whole though a part is shown.
test('V83: the table has a row for each interval of the range that is shown, up to now', () => {
  const rows = tell('?chart-range=15m').table.rows ?? [];
  expect(rows.map(({ at: t }) => t)).toEqual([
    ...Array.from({ length: 16 }, (_, i) => at('19:27') + i * MINUTE),
    NOW,
  ]);
  expect(rows.at(-1)?.values.arrest?.[4]).toBe(1014);
  const zoomed =
    tell('?chart-from=2021-04-21T12:00%2B03:00&chart-to=2021-04-21T13:00%2B03:00').table.rows ?? [];
  expect([zoomed.at(0)?.at, zoomed.at(-1)?.at]).toEqual([at('12:00'), at('13:00')]);
});

test('V83: per interval it tells what each added, and they add up; as long as a bar is chosen to be', () => {
  const { table, picture } = tell('?chart=interval&chart-bucket=60');
  const rows = table.rows ?? [];
  expect(rows.map(({ at: t, until = t }) => until - t).slice(0, -1)).toEqual(
    rows.slice(0, -1).map(() => 60 * MINUTE),
  );
  expect(rows.at(-1)?.until).toBe(NOW);
  const bars = picture.panels.find(({ kind }) => kind === 'update');
  const added = [...(bars?.bars ?? []), ...(bars?.running ? [bars.running] : [])].reduce(
    (sum, { whole }) => sum + whole,
    0,
  );
  expect(rows.reduce((sum, { values }) => sum + (values.update?.[2] ?? 0), 0)).toBe(added);
  expect(added).toBe(214);
  expect(table.caption).toBe('What was added per hour, Moscow time.');
});

test('V83: it says whose and where, and what the claims span; of the whole board it has its own rows', () => {
  const { table } = tell('?chart-place=ufa&chart-by=ovd-info&chart-range=1h');
  expect(table.caption).toBe('Ufa, ovd-info. What was known at these times, Moscow time.');
  expect([table.isWhole, tell('').table.isWhole]).toEqual([false, true]);
  expect([tell('').table.rows, tell('?chart-range=all').table.rows]).toEqual([undefined, undefined]);
  const [claims] = tell('').table.claims;
  expect([claims?.name, claims?.write(NOW), claims?.write(at('10:00'))]).toEqual([
    'Arrests, claims',
    'claims from 9 to 1,131',
    '–',
  ]);
});
