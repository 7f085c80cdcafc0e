import fc from 'fast-check';
import { expect, test } from 'vitest';
import { endOfDay } from '#shared/day.ts';
import { timeSchema } from '#shared/instant.ts';
import { readTime, writeDatedTime, writeTime } from '#shared/reading/times.ts';

/** Back, forward, by half an hour, and at midnight. */
const CHANGES = [
  ['Europe/Berlin', '2026-10-25T01:00Z'],
  ['Europe/Berlin', '2026-03-29T01:00Z'],
  ['America/New_York', '2026-11-01T06:00Z'],
  ['America/Havana', '2026-11-01T05:00Z'],
  ['Australia/Lord_Howe', '2026-04-04T15:00Z'],
  ['America/Santiago', '2026-09-06T04:00Z'],
  ['Africa/Cairo', '2026-10-29T21:00Z'],
] as const;

const kazan = 'Europe/Moscow';
const berlin = 'Europe/Berlin';
/** 19:34:10 in Kazan. */
const now = Date.parse('2021-04-21T16:34:10Z');
const at = (iso: string) => Date.parse(iso);

test.each(['19:31', '1931', '19.31', ' 19:31 '])('K4: %j is a time of day at the place', (typed) => {
  expect(readTime(typed, kazan, now)).toEqual({ asOf: at('2021-04-21T16:31Z'), day: 'today' });
});

test('K4: the same time elsewhere is another instant', () => {
  expect(readTime('905', 'Asia/Vladivostok', now)).toEqual({
    asOf: at('2021-04-20T23:05Z'),
    day: 'yesterday',
  });
  expect(readTime('02:34', 'Asia/Vladivostok', now)).toEqual({ asOf: at('2021-04-21T16:34Z'), day: 'today' });
});

test.each(['', ' ', 'now', 'Now', 'сейчас', '\u200enow'])('K22: %j is now, to the millisecond', (typed) => {
  const exact = now + 123;
  expect(readTime(typed, kazan, exact)).toEqual({ asOf: exact, day: 'today', isNow: true });
});

test('K4: a time ahead of now by more than a minute was yesterday', () => {
  expect(readTime('19:35', kazan, now)).toEqual({ asOf: at('2021-04-21T16:35Z'), day: 'today' });
  expect(readTime('19:36', kazan, now)).toEqual({ asOf: at('2021-04-20T16:36Z'), day: 'yesterday' });
  const tenPastMidnight = at('2021-02-28T21:10Z');
  expect(readTime('23:50', kazan, tenPastMidnight)).toEqual({
    asOf: at('2021-02-28T20:50Z'),
    day: 'yesterday',
  });
});

test('K4: a date may be typed, but not one ahead', () => {
  expect(readTime('2021-04-19 08:00', kazan, now)).toEqual({ asOf: at('2021-04-19T05:00Z'), day: 'other' });
  expect(readTime('2021-04-22 08:00', kazan, now)).toEqual({ problem: 'ahead' });
  expect(readTime('2021-02-30 08:00', kazan, now)).toEqual({ problem: 'no-such-time' });
});

test.each(['25:00', '19:60', '7', 'noon', '19:31:10', '-5:00'])('K4: %j is no time', (typed) => {
  expect(readTime(typed, kazan, now)).toEqual({ problem: 'no-time' });
});

test('K4: where clocks skip an hour there is no such time, where they repeat one the second is meant', () => {
  expect(readTime('2021-03-28 02:30', berlin, now)).toEqual({ problem: 'no-such-time' });
  expect(readTime('2020-10-25 02:30', berlin, now)).toEqual({
    asOf: at('2020-10-25T01:30Z'),
    day: 'other',
    pass: 2,
  });
  expect(readTime('2021-03-28 03:00', berlin, now)).toEqual({ asOf: at('2021-03-28T01:00Z'), day: 'other' });
});

test('K4: a time is written as it is typed', () => {
  expect(writeTime(now, kazan)).toBe('19:34');
  expect(writeDatedTime(at('2021-04-21T16:00Z'), kazan, now)).toBe('19:00');
  expect(writeDatedTime(at('2021-04-19T05:00Z'), kazan, now)).toBe('2021-04-19 08:00');
});

test.each([
  // At 02:45 of the second pass, at 02:10 of the second, and at 02:45 of the first.
  ['02:30', '2026-10-25T01:45Z', '2026-10-25T01:30Z', 2],
  ['0230', '2026-10-25T01:10Z', '2026-10-25T00:30Z', 1],
  ['02:30', '2026-10-25T00:45Z', '2026-10-25T00:30Z', 1],
  ['02:30 (1)', '2026-10-25T01:45Z', '2026-10-25T00:30Z', 1],
  ['02:30 (2)', '2026-10-25T01:45Z', '2026-10-25T01:30Z', 2],
  ['02:30+02', '2026-10-25T01:45Z', '2026-10-25T00:30Z', 1],
  ['02:30+0100', '2026-10-25T01:45Z', '2026-10-25T01:30Z', 2],
  ['2026-10-25 02:30 (1)', '2026-10-27T01:45Z', '2026-10-25T00:30Z', 1],
])('K23: of the hour that comes twice %j typed at %s means %s', (typed, when, asOf, pass) => {
  expect(readTime(typed, berlin, at(when))).toMatchObject({ asOf: at(asOf), pass });
});

test('K23: what the clocks skip today is said, not taken for yesterday’s', () => {
  expect(readTime('02:30', berlin, at('2026-03-29T08:00Z'))).toEqual({ problem: 'no-such-time' });
  expect(readTime('00:30', 'America/Santiago', at('2026-09-06T12:00Z'))).toEqual({ problem: 'no-such-time' });
  // At 01:30 it is not yet skipped, and that of the day before is meant.
  expect(readTime('02:30', berlin, at('2026-03-29T00:30Z'))).toEqual({
    asOf: at('2026-03-28T01:30Z'),
    day: 'yesterday',
  });
  expect(readTime('02:30+05', berlin, at('2026-05-29T08:00Z'))).toEqual({ problem: 'no-such-time' });
});

test('K23: in every zone a time is read back as the minute that was written, whatever its clocks did', () => {
  const zones = fc.constantFrom(...Intl.supportedValuesOf('timeZone'));
  const span = { min: at('2000-01-01T00:00Z') / 60_000, max: at('2040-01-01T00:00Z') / 60_000 };
  fc.assert(
    fc.property(zones, fc.integer(span), fc.integer({ min: 0, max: 2_000 }), (zone, minute, later) => {
      const [then, when] = [minute * 60_000, (minute + later) * 60_000];
      const read = readTime(writeDatedTime(then, zone, when), zone, when);
      expect(read).toMatchObject({ asOf: then });
    }),
    { numRuns: 300 },
  );
});

test('K23: around each change of the clocks every minute is read back as it was written', () => {
  for (const [zone, change] of CHANGES) {
    for (let minute = -150; minute <= 150; minute += 5) {
      const then = at(change) + minute * 60_000;
      const when = then + 10 * 60_000;
      const read = readTime(writeDatedTime(then, zone, when), zone, when);
      expect([zone, minute, 'asOf' in read ? read.asOf : read.problem]).toEqual([zone, minute, then]);
    }
  }
});

const two = (most: number, least = 0) =>
  fc.integer({ min: least, max: most }).map((number) => String(number).padStart(2, '0'));
const aDate = fc
  .tuple(fc.integer({ min: 1895, max: 2030 }), two(12, 1), two(31, 1))
  .map((parts) => parts.join('-'));
const anOffset = fc.oneof(
  fc.constantFrom('Z', 'z'),
  fc
    .tuple(
      fc.constantFrom('+', '-'),
      two(18),
      fc.oneof(two(59), fc.constant(undefined)),
      fc.constantFrom(':', ''),
    )
    .map(
      ([sign, hours, minutes, colon]) =>
        `${sign}${hours}${minutes === undefined ? '' : `${colon}${minutes}`}`,
    ),
);
const seconds = fc.oneof(
  fc.constant(''),
  two(59).map((second) => `:${second}`),
  fc.tuple(two(59), fc.integer({ min: 0, max: 999_999_999 })).map(([second, rest]) => `:${second}.${rest}`),
);
/** All that `shared/reading/instants.ts` takes, and of dates what no calendar has. */
const aPostedTime = fc.oneof(
  aDate,
  fc
    .tuple(
      aDate,
      fc.constantFrom('T', 't', ' '),
      two(23),
      two(59),
      seconds,
      fc.constantFrom('', ' '),
      anOffset,
    )
    .map(
      ([date, between, hour, minute, second, space, offset]) =>
        `${date}${between}${hour}:${minute}${second}${space}${offset}`,
    ),
);
const aZone = fc.constantFrom(...CHANGES.map(([zone]) => zone), kazan, 'Asia/Kathmandu');

// Mutants: a form of its own for the desk; an offset that must be the place's; a date alone that is none.
test('K90: what the server takes as a time of a post the field takes as the same, and nothing else with an offset', () => {
  const later = at('2031-01-02T00:00Z');
  let taken = 0;
  fc.assert(
    fc.property(aPostedTime, aZone, (text, zone) => {
      const posted = timeSchema.safeParse(text);
      const typed = readTime(text, zone, later);
      expect([text, 'asOf' in typed]).toEqual([text, posted.success]);
      if (!(posted.success && 'asOf' in typed)) return;
      taken++;
      const date = typeof posted.data === 'object' ? posted.data.day : undefined;
      expect(typed.asOf).toBe(date === undefined ? posted.data : endOfDay(date, zone));
      expect(typed.dateAlone).toBe(date);
    }),
    { numRuns: 600 },
  );
  expect(taken).toBeGreaterThan(300);
});

test.each([
  ['2026-10-25T00:30Z', { asOf: at('2026-10-25T00:30Z'), day: 'other', pass: 1 }],
  ['2026-10-25T08:30+0800', { asOf: at('2026-10-25T00:30Z'), day: 'other', pass: 1 }],
  ['2026-10-5 8:30+8', { asOf: at('2026-10-05T00:30Z'), day: 'other' }],
  ['2026-10-26', { asOf: at('2026-10-26T22:59Z'), day: 'other', dateAlone: '2026-10-26' }],
  ['2026-10-27', { asOf: at('2026-10-27T11:00Z'), day: 'other', dateAlone: '2026-10-27' }],
  ['2026-10-28', { problem: 'ahead' }],
  ['2026-10-27T12:00Z', { problem: 'ahead' }],
  ['1899-12-31T12:00Z', { problem: 'no-such-time' }],
])('K90: at noon in Berlin %j is %j', (typed, read) => {
  expect(readTime(typed, berlin, at('2026-10-27T11:00Z'))).toEqual(read);
});
