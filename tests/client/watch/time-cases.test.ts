/** One table of moments that are hard to say, and everything that writes a time of day or a date, over all of them. */
import { beforeAll, expect, test } from 'vitest';
import { loadCities } from '../../../client/board/zone-name.ts';
import { writeTick } from '../../../client/chart/tick-words.ts';
import { renderPage } from '../../../client/page.ts';
import { en } from '../../../client/words/en.ts';
import { createLocale } from '../../../client/words/locale.ts';
import { ru } from '../../../client/words/ru.ts';
import { writeStated, writeTime } from '../../../client/words/when.ts';
import { writeTimeThere } from '../../../client/words/when-there.ts';
import type { Board } from '../../../shared/board.ts';
import { BOARD_DEFAULTS } from '../../../shared/board.ts';
import type { FeedRow, Snapshot } from '../../../shared/snapshot.ts';
import { listStarts } from '../../../shared/starts.ts';
import type { Lang } from '../../../shared/text.ts';

beforeAll(() => loadCities('ru'));
const locales = { en: createLocale('en', en), ru: createLocale('ru', ru) };
const plain = (text: string) => text.replaceAll('\u00a0', ' ');

interface Case {
  what: string;
  at: string;
  zone: string;
  /** The day that the head of the page names. */
  day: string;
  /** A place whose own clock is told too. */
  there: string;
  /** By the event's clock, in English and in Russian; by the place's; on the chart's axis. */
  event: [en: string, ru: string];
  place: string;
  tick: string;
}

const CASES: Case[] = [
  {
    ...{ what: 'a time of the day', at: '2021-04-21T16:42Z', zone: 'Europe/Moscow', day: '2021-04-21' },
    ...{ there: 'Asia/Omsk', event: ['19:42', '19:42'], place: '22:42', tick: '19:42' },
  },
  {
    ...{ what: 'the morning after', at: '2021-04-22T07:00Z', zone: 'Europe/Moscow', day: '2021-04-21' },
    ...{ there: 'Asia/Tokyo', event: ['22 Apr, 10:00', '22 апр., 10:00'], place: '16:00', tick: '10:00' },
  },
  {
    ...{
      what: 'a day that has begun elsewhere',
      at: '2021-04-21T16:42Z',
      zone: 'Europe/Moscow',
      day: '2021-04-21',
    },
    ...{ there: 'Asia/Kamchatka', event: ['19:42', '19:42'], place: '22 Apr, 04:42', tick: '19:42' },
  },
  {
    ...{
      what: 'a day that is not over elsewhere',
      at: '2021-04-21T22:12Z',
      zone: 'Europe/Moscow',
      day: '2021-04-22',
    },
    ...{ there: 'America/New_York', event: ['01:12', '01:12'], place: '21 Apr, 18:12', tick: '01:12' },
  },
  {
    ...{ what: 'quarters of an hour', at: '2021-04-21T13:15Z', zone: 'Asia/Kathmandu', day: '2021-04-21' },
    ...{ there: 'America/St_Johns', event: ['19:00', '19:00'], place: '10:45', tick: '19:00' },
  },
  {
    ...{
      what: 'midnight by a clock of half hours',
      at: '2021-04-21T18:30Z',
      zone: 'Asia/Kolkata',
      day: '2021-04-21',
    },
    ...{
      there: 'Asia/Kathmandu',
      event: ['22 Apr, 00:00', '22 апр., 00:00'],
      place: '00:15',
      tick: '22 Apr',
    },
  },
  {
    ...{ what: 'another year', at: '2025-12-31T23:30Z', zone: 'Europe/Berlin', day: '2025-12-31' },
    ...{
      there: 'UTC',
      event: ['1 Jan 2026, 00:30', '1 янв. 2026 г., 00:30'],
      place: '31 Dec 2025, 23:30',
      tick: '00:30',
    },
  },
  {
    ...{
      what: 'the first pass of an hour',
      at: '2026-10-25T00:30Z',
      zone: 'Europe/Berlin',
      day: '2026-10-25',
    },
    ...{
      there: 'Europe/London',
      event: ['02:30 (UTC+2)', '02:30 (UTC+2)'],
      place: '01:30 (UTC+1)',
      tick: '02:30 (1)',
    },
  },
  {
    ...{
      what: 'the second pass of an hour',
      at: '2026-10-25T01:30Z',
      zone: 'Europe/Berlin',
      day: '2026-10-25',
    },
    ...{
      there: 'Europe/London',
      event: ['02:30 (UTC+1)', '02:30 (UTC+1)'],
      place: '01:30 (UTC+0)',
      tick: '02:30 (2)',
    },
  },
  {
    ...{ what: 'after the jump', at: '2026-03-29T01:00Z', zone: 'Europe/Berlin', day: '2026-03-29' },
    ...{ there: 'Asia/Kolkata', event: ['03:00', '03:00'], place: '06:30', tick: '03:00' },
  },
  {
    ...{
      what: 'half an hour that comes twice',
      at: '2026-04-04T15:15Z',
      zone: 'Australia/Lord_Howe',
      day: '2026-04-05',
    },
    ...{
      there: 'UTC',
      event: ['01:45 (UTC+10:30)', '01:45 (UTC+10:30)'],
      place: '4 Apr, 15:15',
      tick: '01:45 (2)',
    },
  },
];

test.each(CASES)('W205: $what is said alike by the event’s clock, the place’s and the axis', (row) => {
  const at = Date.parse(row.at);
  const event = { board: { zone: row.zone, start: { date: row.day, time: '19:00' } }, today: at };
  const said = (['en', 'ru'] as const).map((lang) => plain(writeTime(at, event, locales[lang])));
  expect(said).toEqual(row.event);
  expect(plain(writeTimeThere(at, { there: row.there, event: row.zone }, locales.en))).toBe(row.place);
  const tick = { t: at, isNamed: true, isDay: row.tick.includes(' Apr') };
  expect(plain(writeTick(tick, row.zone, locales.en.format))).toBe(row.tick);
});

test.each(CASES)(
  'W205: $what stands alike in the masthead, the list, the wave and the record',
  async (row) => {
    const { text } = await read(boardAt(row), 'en', Date.parse(row.at));
    const [said] = row.event;
    // A post with its date below its clock, the clock of its place, the row of the wave, and the head of the page with seconds.
    const [clock, date] = said.split(', ').reverse();
    expect(text).toContain(`${date ? `${clock} ${date}` : clock} There ${row.place} local`);
    expect(text).toContain(` There ${row.place} start`);
    expect(text).toContain(withSeconds(said));
  },
);

test.each(['en', 'ru'] as const)(
  'W205: what was given as a date alone has no clock anywhere: %s',
  async (lang) => {
    const [row] = CASES;
    if (!row) throw new Error('no case');
    const snapshot = boardAt(row);
    const day = '2021-04-20';
    const feed = snapshot.feed.map((post) => ({ ...post, asOf: `${day}T20:59:00.000Z`, day }));
    const { text } = await read({ ...snapshot, feed }, lang, Date.parse(row.at));
    const event = { board: snapshot.board, today: Date.parse(row.at) };
    const said = plain(writeStated({ asOf: `${day}T20:59:00.000Z`, day }, event, locales[lang]));
    expect(said).toBe(lang === 'en' ? '20 Apr' : '20 апр.');
    expect(text).toContain(said);
    expect(text).not.toContain('23:59');
  },
);

test('W205: a start in an hour that comes twice is its first pass, and one that is skipped the moment of the jump', async () => {
  const start = (date: string): Board => ({
    ...boardAt(CASES[0] as Case).board,
    zone: 'Europe/Berlin',
    start: { date, time: '02:30' },
    state: 'planned',
  });
  const times = ['2026-10-25', '2026-03-29'].map((date) =>
    listStarts({ ...start(date), places: [] }).map(({ at }) => new Date(at).toISOString()),
  );
  expect(times).toEqual([['2026-10-25T00:30:00.000Z'], ['2026-03-29T01:00:00.000Z']]);
  const base = boardAt(CASES[0] as Case);
  const table = async (date: string) => {
    const board = { ...start(date), places: [{ id: 'here', name: 'Here', zone: 'Europe/Berlin' }] };
    return (
      await read({ ...base, board, places: [{ id: 'here' }] }, 'en', Date.parse(`${date}T00:00Z`) - 3_600_000)
    ).text;
  };
  expect(await table('2026-10-25')).toContain('Berlin Here 02:30 (UTC+2) 02:30 (UTC+2)');
  expect(await table('2026-03-29')).toContain('Berlin Here 03:00 03:00');
});

const withSeconds = (said: string) => said.replace(/^(?:.*, )?(\d\d:\d\d)/, '$1:00');

/** A live board of two starts, one long ago, with a post there at the moment. */
function boardAt({ at, zone, day, there }: Case): Snapshot {
  const iso = new Date(at).toISOString();
  const board: Board = {
    ...BOARD_DEFAULTS,
    ...{ slug: 'night', title: 'Night', zone, state: 'live', start: { date: day, time: '19:00' } },
    zones: [{ zone: there, name: 'There' }],
    places: [
      { id: 'there', name: 'There', zone: there },
      { id: 'east', name: 'East', zone: 'Pacific/Kiritimati' },
    ],
  };
  const post: FeedRow = {
    ...{ id: 'p', seq: 2, at: iso, asOf: iso, kind: 'update', place: 'there', text: 'Seen.' },
    ...{ claimant: 'desk', status: 'reported', version: 1 },
  };
  return {
    ...{
      epoch: 'e',
      seq: 2,
      at: iso,
      head: 'abcd',
      board,
      checked: {},
      claims: {},
      series: {},
      feed: [post],
    },
    headline: { update: { best: 1, confirmed: 0, corrected: 0, asOf: iso } },
    places: [{ id: 'there' }, { id: 'east' }],
  };
}

async function read(snapshot: Snapshot, lang: Lang, now: number) {
  const assets = { script: '/a.js', styles: [], below: '/below.css', preload: [] };
  const { html } = await renderPage({ page: 'board', snapshot }, { lang, now, assets });
  const text = html
    .slice(html.indexOf('<body'))
    .replace(/<svg[^>]*aria-hidden="true".*?<\/svg>/gs, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');
  return { text: plain(text) };
}
