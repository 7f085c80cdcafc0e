import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LiveView } from '../../../server/live/view.ts';
import { createView } from '../../../server/live/view.ts';
import { createTally } from '../../../shared/counting/create-tally.ts';
import type { Tally } from '../../../shared/counting/tally.ts';
import { isCountKind, kindsOf } from '../../../shared/kind-words.ts';
import type { Kind } from '../../../shared/kinds.ts';
import type { Facts } from '../../../shared/line.ts';
import type { RecentFigure, RecentPlaces } from '../../../shared/recent-places.ts';
import { MOST_SOURCES } from '../../../shared/recent-places.ts';
import { parseInstant } from '../../../shared/time.ts';
import { ledgerOf, minuteOf } from '../../shared/histories.ts';
import { makeHistory, steps } from '../../support/random-history.ts';

const MINUTE = 60_000;
const EPOCH = 'an-epoch';
const atOnce = async () => {};

async function readRecent(view: LiveView): Promise<RecentPlaces> {
  return (await view.recentPlaces(atOnce)).answer;
}

const viewOf = (tally: Tally) => createView(tally, EPOCH, 'head');

function viewOfFacts(...facts: Facts[]): LiveView {
  const tally = createTally();
  tally.fold(
    ledgerOf(
      {
        places: [
          { id: 'volga', name: 'Volga' },
          { id: 'kazan', name: 'Kazan', parent: 'volga' },
        ],
      },
      ...facts,
    ),
  );
  return viewOf(tally);
}

const claim = { place: 'kazan', claimant: 'desk', status: 'reported' } as const;
const arrests = (minute: number, best: number, rest: Partial<Facts> = {}): Facts =>
  ({ kind: 'arrest', op: 'add', count: { best }, asOf: minuteOf(minute), ...claim, ...rest }) as Facts;

/** The number at a place at an instant, as its series has it. */
function valueAt(tally: Tally, [kind, place]: [Kind, string], t: number): number {
  const { points } = tally.series({ kind, where: place, from: t, to: t, step: 60 });
  const [point] = points.slice(-1);
  return point?.[2] ?? 0;
}

interface Told {
  where: [kind: Kind, place: string];
  figure: RecentFigure;
}

const listFigures = (tally: Tally, { places }: RecentPlaces): Told[] =>
  places.flatMap((row) =>
    kindsOf(tally.board ?? {}).flatMap((kind) =>
      row[kind] ? [{ where: [kind, row.id], figure: row[kind] }] : [],
    ),
  );

/** What is left of each number when the steps after an instant are taken off, beside what its series says of it. */
function expectSteps(tally: Tally, answer: RecentPlaces): void {
  const instants = [0, 7, 31, 61].map((minutes) => parseInstant(answer.since) + minutes * MINUTE);
  for (const { where, figure } of listFigures(tally, answer)) {
    const [kind, place] = where;
    const now = isCountKind(kind) ? tally.headline(kind, place) : tally.updates(place);
    expect([where, figure.best, figure.confirmed]).toEqual([where, now?.best, now?.confirmed]);
    // Steps end at whole minutes: of what is as of later than `until` nothing is told.
    if (parseInstant(answer.until) < parseInstant(now?.asOf ?? answer.until)) continue;
    for (const t of instants) {
      const later = figure.changes.filter(([at]) => at > t).reduce((sum, [, best]) => sum + best, 0);
      expect([where, t, figure.best - later]).toEqual([where, t, valueAt(tally, where, t)]);
    }
  }
}

test('W220: what is left of a place’s number without the steps since an instant is what it was then', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (history) => {
      const tally = createTally();
      tally.fold(makeHistory(history));
      expectSteps(tally, await readRecent(viewOf(tally)));
    }),
    { numRuns: 60 },
  );
});

test('W220: a view that was posted to and asked on the way answers as one that is made anew', async () => {
  await fc.assert(
    fc.asyncProperty(steps, fc.nat(40), async (history, first) => {
      const lines = makeHistory(history);
      const tally = createTally();
      tally.fold(lines.slice(0, first + 1));
      const view = viewOf(tally);
      await readRecent(view);
      for (const line of lines.slice(first + 1)) {
        tally.fold([line]);
        view.advance('head');
        if (line.seq % 3 === 0) await readRecent(view);
      }
      const anew = createTally();
      anew.fold(lines);
      expect(await readRecent(view)).toEqual(await readRecent(viewOf(anew)));
    }),
    { numRuns: 40 },
  );
});

test('W220: the hour ends with the newest time that the board speaks of, and older steps are left out', async () => {
  const view = viewOfFacts(arrests(-130, 5), arrests(-30, 3), arrests(0, 2, { status: 'confirmed' }));
  const answer = await readRecent(view);
  expect(answer).toMatchObject({ seq: 4, step: 60, since: new Date(minuteOf(-61)).toISOString() });
  const changes = [
    [minuteOf(-30), 3, 0],
    [minuteOf(0), 2, 2],
  ];
  expect(answer.places).toEqual(
    ['volga', 'kazan'].map((id) => ({ id, arrest: { best: 10, confirmed: 2, changes } })),
  );
});

test('W220: what came within the minute that has not ended is told too', async () => {
  const asOf = minuteOf(-0.4);
  const { places } = await readRecent(viewOfFacts({ ...arrests(0, 7), asOf } as Facts));
  expect(places[0]?.arrest?.changes).toEqual([[minuteOf(0), 7, 0]]);
});

test('W220: sources are counted once however often they are named, without those that speak against', async () => {
  const from = (...titles: string[]) => ({ text: 'Seen', sources: titles.map((title) => ({ title })) });
  const view = viewOfFacts(
    arrests(0, 1, from('A', 'B')),
    arrests(1, 1, from('b', 'C')),
    { kind: 'update', asOf: minuteOf(2), ...claim, ...from('D') } as Facts,
    arrests(3, 1, { ...from('E'), status: 'disputed' }),
  );
  expect((await readRecent(view)).places.map(({ sources }) => sources)).toEqual([4, 4]);
  const many = Array.from({ length: 120 }, (_, index) => arrests(index, 1, from(`Source ${index}`)));
  expect((await readRecent(viewOfFacts(...many))).places.map(({ sources }) => sources)).toEqual([
    MOST_SOURCES,
    MOST_SOURCES,
  ]);
});

test('W220: five thousand places are read in many turns, and those who ask meanwhile share the answer', async () => {
  const places = Array.from({ length: 5_000 }, (_, at) => ({ id: `p${at}`, name: `P${at}` }));
  const tally = createTally();
  tally.fold(ledgerOf({ places }, ...places.slice(0, 500).map(({ id }) => arrests(1, 2, { place: id }))));
  const view = viewOf(tally);
  let turns = 0;
  const turn = async () => void turns++;
  const [one, other] = await Promise.all([view.recentPlaces(turn), view.recentPlaces(turn)]);
  expect([one === other, turns]).toEqual([true, 250]);
  expect(one.answer.places).toHaveLength(500);
});
