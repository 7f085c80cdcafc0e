/** The wave as the page has it: its rows, its timetable, and what it does not say. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadCities, nameStart } from '../../../client/board/zone-name.ts';
import { frameDay } from '../../../client/chart/frame.ts';
import { layOut } from '../../../client/chart/layout.ts';
import { renderPage } from '../../../client/page.ts';
import {
  chooseScale,
  divide,
  drawColumns,
  drawFalls,
  fillColumns,
  frameWave,
} from '../../../client/watch/wave/wave-picture.ts';
import type { Board } from '../../../shared/board.ts';
import type { Snapshot } from '../../../shared/snapshot.ts';
import { listStarts } from '../../../shared/starts.ts';
import type { Lang } from '../../../shared/text.ts';
import type { WaveAnswer } from '../../../shared/wave.ts';
import { INVENTED_NOW, inventedBoard, inventedSnapshot } from '../../support/fixtures/invented-board.ts';
import { root } from '../../support/repository.ts';

const assets = { script: '/a.js', styles: [], below: '/below.css', preload: [] };

async function readWave(
  change: Partial<Board>,
  { lang = 'en', rest = {} }: { lang?: Lang; rest?: Partial<Snapshot> } = {},
) {
  const snapshot = { ...inventedSnapshot, ...rest, board: { ...inventedBoard, ...change } };
  const { html } = await renderPage({ page: 'board', snapshot }, { lang, now: INVENTED_NOW, assets });
  const [wave = ''] = /<section class="wave.*?<\/section>/s.exec(html) ?? [];
  const rows = [...wave.matchAll(/<tr>(.*?)<\/tr>/gs)].map(([, row = '']) => plain(row));
  return { html, wave, text: plain(wave), head: rows[0] ?? '', rows: rows.slice(1) };
}

function plain(html: string): string {
  return html
    .replace(/<svg[^>]*aria-hidden="true".*?<\/svg>/gs, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

test('W204: the wave is in the page as it is served: a row for each start, its clock, and its number of the kind that it names', async () => {
  const { head, rows, text, wave } = await readWave({});
  expect(wave).toContain('<h2 id="wave-head">The wave</h2>');
  expect(wave).toContain('<table class="waves" aria-labelledby="wave-head">');
  expect(text).toContain('7 pm has reached 10 of 11 zones Kaliningrad next: 20:00 , Moscow time');
  expect(head).toBe('Zone Local time Start Arrests, confirmed');
  expect(rows).toEqual([
    'Kamchatka 22 Apr, 04:42 started 6',
    'Magadan 22 Apr, 03:42 started 14',
    'Vladivostok 22 Apr, 02:42 started 38',
    'Yakutsk 22 Apr, 01:42 started 32',
    'Irkutsk 22 Apr, 00:42 started 57',
    'Krasnoyarsk 23:42 started 126',
    'Omsk 22:42 started 29',
    'Yekaterinburg 21:42 started 163',
    'Samara 20:42 started 34',
    'Moscow 19:42 started 475',
    'Kaliningrad 18:42 starts 20:00, Moscow time 2',
  ]);
});

test('W204: what is served counts nothing down, and no row has a style of its own', async () => {
  const { wave } = await readWave({});
  expect(wave).not.toMatch(/ style=|17:50/);
});

test('W201: where the big figure is the number itself, a row has it with its range', async () => {
  const { rows, head } = await readWave({ big: {} });
  expect(head).toBe('Zone Local time Start Arrests');
  expect(rows[1]).toBe('Magadan 22 Apr, 03:42 started 17 (15\u201317)');
});

const planned = { state: 'planned', start: { date: '2021-04-22', time: '19:00' } } as const;

test('W203: until the event goes on its timetable comes first: where, its places, when there and by the event’s clock', async () => {
  const nothing = {
    headline: {},
    claims: {},
    series: {},
    feed: [],
    places: inventedBoard.places.map(({ id }) => ({ id })),
  };
  const { html, head, rows, text } = await readWave(planned, { rest: nothing });
  expect(text).toContain('7 pm reaches Kamchatka first: 10:00, Moscow time');
  expect(head).toBe('Where Local start Moscow time Starts in');
  expect(rows[0]).toBe('Kamchatka Petropavlovsk-Kamchatsky 19:00 10:00');
  expect(rows[9]).toMatch(
    /^Moscow Moscow, Kazan, Nizhny Novgorod, Voronezh, Krasnodar and 7 more 19:00 19:00$/,
  );
  expect(html.indexOf('id="region-wave"')).toBeLessThan(html.indexOf('id="region-record"'));
  // Nothing is drawn where there is nothing.
  expect(html).not.toContain('id="day-head"');
});

test('W203: what is known before the event is drawn below its timetable', async () => {
  const { html } = await readWave(planned);
  expect(html.indexOf('id="wave-head"')).toBeLessThan(html.indexOf('id="day-head"'));
});

test('W203: without a start there is no wave; where all starts at once there is a timetable and then none', async () => {
  const { start: _, ...unscheduled } = inventedBoard;
  const none = await renderPage(
    { page: 'board', snapshot: { ...inventedSnapshot, board: unscheduled } },
    { lang: 'en', now: INVENTED_NOW, assets },
  );
  expect(none.html).not.toContain('wave-head');
  const places = inventedBoard.places.filter(({ zone }) => zone === 'Europe/Moscow');
  expect((await readWave({ places })).wave).toBe('');
  expect((await readWave({ ...planned, places })).rows).toHaveLength(1);
});

test('W203: a board on which no number stands has a wave without a column for one', async () => {
  const { head, rows } = await readWave({}, { rest: { headline: {}, places: [], series: {} } });
  expect(head).toBe('Zone Local time Start');
  expect(rows[0]).toBe('Kamchatka 22 Apr, 04:42 started');
});

test('W204: the wave in Russian is Russian', async () => {
  const { text, rows } = await readWave({}, { lang: 'ru' });
  expect(text).toContain('Волна 19:00 уже в 10 из 11 поясов');
  expect(rows[10]).toBe('Калининград 18:42 начало 20:00, время: Москва 2');
  expect(text.match(/\b(?!UTC)[A-Za-z]{3,}/g)).toBeNull();
});

test('W200: a row is an instant, whatever its zones, named by the board, by its most populous place, or after its zone', async () => {
  await loadCities('ru');
  const place = (id: string, zone: string, population?: number) => ({
    id,
    name: id.toUpperCase(),
    zone,
    ...(population && { population }),
  });
  const board: Board = {
    ...inventedBoard,
    zones: [{ zone: 'Europe/Saratov', name: { en: 'The Volga', ru: 'Волга' } }],
    places: [
      place('a', 'Europe/Moscow', 5),
      place('b', 'Europe/Samara', 900),
      place('c', 'Europe/Saratov', 7),
      place('d', 'Asia/Kathmandu', 1),
      place('e', 'Asia/Kathmandu', 3),
      { ...place('f', 'Asia/Kathmandu', 10), hidden: true },
      place('g', 'America/St_Johns'),
      { ...place('h', 'Asia/Tokyo'), hidden: true },
      { ...place('i', 'Asia/Tokyo'), parent: 'h' },
    ],
  };
  const rows = listStarts(board).map((start) => [
    new Date(start.at).toISOString().slice(11, 16),
    nameStart(board, start, 'en'),
    start.places.map(({ id }) => id).join(''),
  ]);
  expect(rows).toEqual([
    ['13:15', 'E', 'de'],
    ['15:00', 'The Volga', 'cb'],
    ['16:00', 'A', 'a'],
    ['21:30', 'St Johns', 'g'],
  ]);
});

const HOUR = 3_600_000;
const starts = listStarts(inventedBoard);
const axis = frameWave(inventedSnapshot, starts, { now: INVENTED_NOW });

test('W202: the wave is drawn over the chart’s own stretch of time', () => {
  const { from, to, end } = frameDay(inventedSnapshot, 'all', INVENTED_NOW);
  expect(axis).toMatchObject({ from, to, end });
});

test('W202: an entry of years ago does not make the staircase a line', () => {
  const last = starts.at(-1)?.at ?? 0;
  const long = { now: INVENTED_NOW, begin: Date.parse('2012-05-06') };
  expect(frameWave(inventedSnapshot, starts, long).from).toBe(starts[0]?.at);
  // What is told of the hours before is drawn.
  const answer: WaveAnswer = {
    kind: 'arrest',
    of: 'best',
    seq: 1,
    step: 900,
    from: Date.parse('2021-04-21T05:45Z'),
    rows: [],
  };
  expect(frameWave(inventedSnapshot, starts, { ...long, answer }).from).toBe(Date.parse('2021-04-21T05:00Z'));
  expect(frameWave(inventedSnapshot, starts, { now: last + 1000 * HOUR }).to).toBe(last + 24 * HOUR);
});

test('W202: columns are of one scale; a fall is a mark and no column, and what came since stands in the column of now', () => {
  const row = {
    at: '',
    zone: '',
    number: { best: 0, low: 0, high: 0, confirmed: 40 },
    added: [8, 30, 0, 5, -3],
  };
  const answer: WaveAnswer = {
    kind: 'arrest',
    of: 'confirmed',
    seq: 1,
    step: 900,
    from: axis.from,
    rows: [row],
  };
  const columns = divide(axis, HOUR / 2);
  const filled = fillColumns(columns, answer, row, { ...row.number, confirmed: 52 });
  expect(filled.slice(0, 3)).toEqual([38, 5, -3]);
  expect(filled.reduce((a, b) => a + b, 0)).toBe(52);
  expect(filled.findLastIndex((value) => value > 0)).toBe(Math.ceil((axis.end - axis.from) / (HOUR / 2)) - 1);
  expect([chooseScale([filled]), chooseScale([[1], [0]]), chooseScale([[51]]), chooseScale([[]])]).toEqual([
    50, 1, 100, 1,
  ]);
  expect(drawColumns(filled.slice(0, 3), 50)).toBe('M2 28v-18M6 28v-2');
  expect(drawFalls(filled.slice(0, 3))).toBe('M8 26.5h4');
  // What is of the first instant of all stands in the first column, what is before it in none.
  const early = { ...answer, from: axis.from - HOUR / 2 };
  expect(fillColumns(columns, early, { ...row, added: [7, 9] }, row.number).slice(0, 2)).toEqual([9, 0]);
});

test('W202: beside the chart its drawings begin and end where the plot does', () => {
  const sheet = readFileSync(join(root, 'client/styles/wave.css'), 'utf8');
  const wide = sheet.slice(sheet.indexOf('@media (min-width: 640px)'));
  const { gutter, margin } = layOut({ width: 864, height: 500 });
  expect(wide).toContain(`--before: ${gutter}px;`);
  expect(wide).toContain(`--after: ${margin}px;`);
  // The narrowest column from 640 px on is that of 1024 px.
  expect(layOut({ width: 592, height: 500 })).toMatchObject({ gutter, margin });
});
