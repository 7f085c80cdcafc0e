/** Clocks as the page writes them: hours that come twice, and how many of the event's zones have been reached. */
import { expect, test } from 'vitest';
import { renderPage } from '../../../client/page.ts';
import { createFormat } from '../../../client/words/format.ts';
import type { Board } from '../../../shared/board.ts';
import { BOARD_DEFAULTS } from '../../../shared/board.ts';
import type { Revision } from '../../../shared/entry-history.ts';
import type { PageModel } from '../../../shared/page-model.ts';
import type { FeedRow, Snapshot } from '../../../shared/snapshot.ts';
import type { Lang } from '../../../shared/text.ts';

/** At 03:00 of summer, the clocks of Berlin are put back to 02:00: 02:30 comes at 00:30Z and at 01:30Z. */
const [FIRST, SECOND] = ['2026-10-25T00:30:00.000Z', '2026-10-25T01:30:00.000Z'];
const BOTH = ['02:30 (UTC+2)', '02:30 (UTC+1)'];

async function read(model: PageModel, now: number, lang: Lang = 'en'): Promise<string> {
  const assets = { script: '/a.js', styles: [], below: '/below.css', preload: [] };
  const { html } = await renderPage(model, { lang, now, assets });
  return html
    .slice(html.indexOf('<body'))
    .replace(/<!--.*?-->/gs, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');
}

test.each([
  ['Europe/Berlin', FIRST, '02:30 (UTC+2)', '02:30:00 (UTC+2)'],
  ['Europe/Berlin', SECOND, '02:30 (UTC+1)', '02:30:00 (UTC+1)'],
  ['Europe/Berlin', '2026-10-25T00:00:00.000Z', '02:00 (UTC+2)', '02:00:00 (UTC+2)'],
  ['Europe/Berlin', '2026-10-25T02:00:00.000Z', '03:00', '03:00:00'],
  ['Europe/Berlin', '2026-10-24T23:59:59.000Z', '01:59', '01:59:59'],
  // The hour that is skipped is no clock's, and those around it come once.
  ['Europe/Berlin', '2026-03-29T01:00:00.000Z', '03:00', '03:00:00'],
  ['America/St_Johns', '2026-11-01T03:45:00.000Z', '01:15 (UTC\u22122:30)', '01:15:00 (UTC\u22122:30)'],
  ['America/St_Johns', '2026-11-01T04:45:00.000Z', '01:15 (UTC\u22123:30)', '01:15:00 (UTC\u22123:30)'],
  ['Australia/Lord_Howe', '2026-04-04T15:15:00.000Z', '01:45 (UTC+10:30)', '01:45:00 (UTC+10:30)'],
])('W134: in %s the clock of %s says which pass it is, where there are two', (...row) => {
  const [zone, at, minutes, seconds] = row;
  const { clock } = createFormat('en');
  expect([clock(Date.parse(at), zone), clock(Date.parse(at), zone, 'seconds')]).toEqual([minutes, seconds]);
});

const board: Board = {
  ...BOARD_DEFAULTS,
  slug: 'night',
  title: 'Night',
  zone: 'Europe/Berlin',
  state: 'live',
  confirming: 'anyone',
  confirmingSince: SECOND,
};

const post = (seq: number, asOf: string): FeedRow => ({
  ...{ id: `post-${seq}`, seq, at: asOf, asOf, kind: 'arrest', op: 'total', count: seq, text: 'Seen.' },
  ...{ claimant: 'desk', status: 'reported', version: 1 },
});

const snapshot: Snapshot = {
  ...{ epoch: 'e', seq: 3, at: SECOND, head: 'abcd', board, checked: {}, claims: {}, places: [] },
  headline: {
    arrest: { best: 3, low: 3, high: 3, asOf: FIRST, claimant: 'desk', basis: 'stated' },
    update: { best: 1, confirmed: 0, corrected: 1, asOf: FIRST },
  },
  series: {
    arrest: {
      step: 3600,
      points: [FIRST, SECOND].map((at) => [Date.parse(at) - 1_800_000, 2, 2, 2, null]),
    },
  },
  feed: [{ ...post(3, SECOND), corrected: { at: SECOND, was: { asOf: FIRST } } }, post(2, FIRST)],
};

test('W134: wherever the page writes a time of day, the two passes of an hour differ', async () => {
  const text = await read({ page: 'board', snapshot }, Date.parse(SECOND));
  const parts = [
    // Beside the number, of the rule, of the record, of the page.
    [
      'Reported as of 02:30 (UTC+2)',
      'since 02:30:00 (UTC+1)',
      'No. 3, 02:30:00 (UTC+1)',
      '02:30:00 (UTC+1) Berlin',
    ],
    // A post's own, what was replaced, and when.
    [`${BOTH[1]} Arrests`, `${BOTH[0]} Arrests`, `Was ${BOTH[0]} → Now ${BOTH[1]}`, `Corrected ${BOTH[1]}`],
    // The table behind the chart.
    ['02:00 (UTC+2)', '02:00 (UTC+1)'],
  ].flat();
  expect(parts.filter((part) => !text.includes(part))).toEqual([]);
  expect(text.match(/\b02:\d\d(:\d\d)?(?! \(UTC|:)/g)).toBeNull();
  const revisions: Revision[] = [
    { what: 'posted', at: FIRST, row: post(2, FIRST) },
    { what: 'correction', at: SECOND, row: post(2, SECOND) },
  ];
  const entry = await read({ page: 'entry', snapshot, revisions }, Date.parse(SECOND), 'ru');
  expect(entry).toMatch(/Было .*25 .*02:30 \(UTC\+2\).*Стало .*25 .*02:30 \(UTC\+1\)/);
  expect(entry.match(/\b02:\d\d(:\d\d)?(?! \(UTC|:)/g)).toBeNull();
});

const START = { date: '2026-11-28', time: '06:00' };
const startingIn = (count: number): Board => ({
  ...{ ...board, start: START },
  places: ['Europe/Berlin', 'Europe/London', 'Europe/Athens']
    .slice(0, count)
    .map((zone) => ({ id: zone, name: zone, zone })),
});
const at = (state: 'live' | 'ended', count: number, newest: string): Snapshot => ({
  ...snapshot,
  board: { ...startingIn(count), state },
  headline: { update: { best: 1, confirmed: 0, corrected: 0, asOf: newest } },
  feed: [],
});
test.each([
  [
    'live',
    2,
    '2026-11-28T04:00Z',
    '6 am reaches Berlin first: 06:00, Berlin time',
    'Сначала 06:00 наступит здесь: Берлин',
  ],
  ['live', 2, '2026-11-28T05:30Z', '6 am has reached 1 of 2 zones', '06:00 уже в 1 из 2 поясов'],
  ['live', 2, '2026-11-28T07:00Z', '6 am has reached both zones', '06:00 уже в обоих поясах'],
  ['live', 3, '2026-11-28T07:00Z', '6 am has reached all 3 zones', '06:00 уже во всех поясах, их 3'],
  [
    'ended',
    2,
    '2026-11-28T03:00Z',
    'It ended before 6 am had come in the first of 2 zones',
    'в первом из 2 поясов',
  ],
  [
    'ended',
    2,
    '2026-11-28T05:30Z',
    '6 am had reached 1 of 2 zones when it ended',
    'К концу 06:00 наступило в 1 из 2 поясов',
  ],
  ['ended', 2, '2026-11-28T07:00Z', '6 am reached both zones', '06:00 наступило в обоих поясах'],
  ['ended', 3, '2026-11-28T03:00Z', 'had come in the first of 3 zones', 'в первом из 3 поясов'],
] as const)('W135: a board that is %s, of %d zones, says at %s how many were reached', async (...row) => {
  const [state, count, now, english, russian] = row;
  const model = { page: 'board', snapshot: at(state, count, now) } as const;
  expect(await read(model, Date.parse(now))).toContain(english);
  expect(await read(model, Date.parse(now), 'ru')).toContain(russian);
});

test('W135: twenty-one zones are counted in Russian as one is', async () => {
  const zones = Array.from(
    { length: 21 },
    (_, hours) => `Etc/GMT${hours < 12 ? '-' : '+'}${hours % 12 || 12}`,
  );
  const places = zones.map((zone) => ({ id: zone.replace('/', '.').replace('+', '_'), name: zone, zone }));
  const wide = { ...at('live', 1, '2026-11-28T05:30Z'), board: { ...board, start: START, places } };
  const text = await read({ page: 'board', snapshot: wide }, Date.parse('2026-11-28T05:30Z'), 'ru');
  expect(text).toMatch(/уже в \d+ из 21 пояса/);
});
