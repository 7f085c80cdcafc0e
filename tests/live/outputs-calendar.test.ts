import ICAL from 'ical.js';
import { expect, test } from 'vitest';
import { askOutput, change } from '../support/output-room.ts';
import type { Room } from '../support/server-room.ts';
import { openRoom } from '../support/server-room.ts';

const start = { date: '2021-04-21', time: '19:00' };
const places = [
  { id: 'msk', name: { en: 'Moscow', ru: 'Москва' }, population: 12_000_000 },
  { id: 'spb', name: { en: 'St Petersburg; "Piter", \\o/', ru: 'Санкт-Петербург' }, population: 5_000_000 },
  { id: 'omsk', name: 'Omsk', zone: 'Asia/Omsk' },
  { id: 'tomsk', name: 'Tomsk', zone: 'Asia/Tomsk' },
  { id: 'nsk', name: 'Novosibirsk', zone: 'Asia/Novosibirsk' },
  { id: 'kath', name: 'Kathmandu', zone: 'Asia/Kathmandu' },
  { id: 'secret', name: 'Secret', zone: 'Asia/Tokyo', hidden: true },
];

async function readEvents(room: Room, lang = 'en') {
  const { text, headers } = await askOutput(room.url, `/b/rally/start.ics?lang=${lang}`);
  expect(headers.get('content-type')).toBe('text/calendar; charset=utf-8');
  expect(text.endsWith('\r\n')).toBe(true);
  for (const line of text.split('\r\n')) {
    expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
    expect(line).not.toMatch(/[\r\n]/);
  }
  const calendar = new ICAL.Component(ICAL.parse(text));
  expect([calendar.getFirstPropertyValue('version'), calendar.getFirstPropertyValue('prodid')]).toEqual([
    '2.0',
    '-//Tocsin//Tocsin//EN',
  ]);
  return calendar.getAllSubcomponents('vevent').map((component) => {
    const value = (name: string) => String(component.getFirstPropertyValue(name) ?? '');
    const { uid, summary, location, description, sequence, startDate } = new ICAL.Event(component);
    return {
      uid,
      summary,
      location,
      description,
      sequence,
      start: startDate.toString(),
      changed: value('last-modified'),
    };
  });
}

test('O72: the calendar has one event for each moment of the start, in UTC, named by its zone and places', async () => {
  const room = await openRoom();
  await change(room, {
    start,
    places,
    zones: [{ zone: 'Asia/Novosibirsk', name: { en: 'Siberia', ru: 'Сибирь' } }],
  });
  const events = await readEvents(room);
  expect(events.map((event) => [event.start, event.summary, event.location])).toEqual([
    ['2021-04-21T12:00:00Z', 'Rally: Siberia (Tomsk, Novosibirsk)', 'Tomsk, Novosibirsk'],
    ['2021-04-21T13:00:00Z', 'Rally: Omsk (Omsk)', 'Omsk'],
    ['2021-04-21T13:15:00Z', 'Rally: Kathmandu (Kathmandu)', 'Kathmandu'],
    [
      '2021-04-21T16:00:00Z',
      'Rally: Moscow (Moscow, St Petersburg; "Piter", \\o/)',
      'Moscow, St Petersburg; "Piter", \\o/',
    ],
  ]);
  expect(events[0]?.description).toContain(
    'It starts at 19:00 by the clocks of Tomsk, Novosibirsk.\nA real event',
  );
  expect(new Set(events.map(({ uid }) => uid)).size).toBe(4);
  const russian = await readEvents(room, 'ru');
  expect(russian.map(({ uid }) => uid)).toEqual(events.map(({ uid }) => uid));
  expect(russian[0]?.summary).toBe('Rally: Сибирь (Tomsk, Novosibirsk)');
});

test('O72: an event keeps its UID when the hour, the day, the names or the order of the places change', async () => {
  const room = await openRoom();
  await change(room, { start, places });
  const before = await readEvents(room);
  const changes: object[] = [
    { start: { date: '2021-04-21', time: '20:30' } },
    { start: { date: '2021-12-01', time: '18:00' } },
    { title: 'Another name', zones: [{ zone: 'Asia/Tomsk', name: 'Tomsk time' }] },
    { places: places.toReversed() },
    { places: [...places, { id: 'village', name: 'A village', zone: 'Europe/Simferopol', population: 200 }] },
  ];
  let sequence = before[0]?.sequence ?? 0;
  for (const fields of changes) {
    await change(room, fields);
    const after = await readEvents(room);
    expect(after.map(({ uid }) => uid)).toEqual(before.map(({ uid }) => uid));
    expect(after[0]?.sequence).toBeGreaterThan(sequence);
    sequence = after[0]?.sequence ?? 0;
  }
});

test('O72: what is posted changes no calendar, and a board whose start is off has a sound one without events', async () => {
  const room = await openRoom();
  await change(room, { start, places });
  const before = await askOutput(room.url, '/b/rally/start.ics');
  await room.admin.post({ kind: 'update', text: 'News' });
  const same = await askOutput(room.url, '/b/rally/start.ics', {
    'if-none-match': before.headers.get('etag') ?? '',
  });
  expect(same.status).toBe(304);
  await change(room, { start: null });
  expect(await readEvents(room)).toEqual([]);
  const { text } = await askOutput(room.url, '/b/rally/start.ics');
  expect(ICAL.parse(text)).toMatchObject([
    'vcalendar',
    expect.anything(),
    [['vtimezone', expect.anything(), expect.anything()]],
  ]);
});
