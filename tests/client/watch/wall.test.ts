import { expect, test } from 'vitest';
import { chooseKinds, fitFigures } from '../../../client/watch/wall/figures.ts';
import { cutRows } from '../../../client/watch/wall/rows.ts';
import { en } from '../../../client/words/en.ts';
import { createLocale } from '../../../client/words/locale.ts';
import { postedBoardSchema } from '../../../shared/board-schema.ts';
import type { CountKind } from '../../../shared/kinds.ts';
import { countKindsOf } from '../../../shared/kinds.ts';
import type { Figure } from '../../../shared/snapshot.ts';

const locale = createLocale('en', en);
const figure = (best: number): Figure => ({
  ...{ low: best, best, high: best, asOf: '2026-04-21T16:00:00.000Z', claimant: 'desk', basis: 'stated' },
});

test('W370: a wall has three figures at most, those that have a number first, all as large as the longest can be', () => {
  const kinds = ['one', 'two', 'three', 'four'].map((id) => ({ id, name: id }));
  const posted = { slug: 'vote', title: 'Vote', zone: 'Europe/Berlin', state: 'live', kinds, places: [] };
  const board = postedBoardSchema.parse(posted);
  const [one, two, , four] = countKindsOf(board);
  if (!(one && two && four)) throw new Error('the board has four kinds');
  const headline = { [four]: figure(12), [two]: figure(1_234_567) };
  expect(chooseKinds({ board, headline })).toEqual([one, two, four]);
  const size = (...of: CountKind[]) => fitFigures({ board, headline }, of, locale);
  expect([size(one, four), size(two, four)]).toEqual(['fit-3', 'fit-9']);
  expect(fitFigures({ board, headline: { [two]: figure(10_000_000_000) } }, [two], locale)).toBe('fit-14');
});

test('W370: of more starts than a wall has room for those around the next one are there', () => {
  const rows = Array.from({ length: 30 }, (_, at) => ({ at }));
  const ends = (now: number) => [cutRows(rows, now).at(0)?.at, cutRows(rows, now).at(-1)?.at];
  expect([ends(-1), ends(14), ends(29)]).toEqual([
    [0, 11],
    [6, 17],
    [18, 29],
  ]);
  expect(cutRows(rows.slice(0, 12), 3)).toHaveLength(12);
});
