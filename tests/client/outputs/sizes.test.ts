/** The bounds of the light outputs, whatever a board says: made from the worst that its schema takes. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { writeBadge } from '../../../client/outputs/badge.ts';
import { cut, HTML_BYTES } from '../../../client/outputs/cut.ts';
import { countSeptets } from '../../../client/outputs/gsm.ts';
import { writeLine } from '../../../client/outputs/line.ts';
import { writeTextPage } from '../../../client/outputs/text-page.ts';
import { en } from '../../../client/words/en.ts';
import type { Locale } from '../../../client/words/locale.ts';
import { createLocale } from '../../../client/words/locale.ts';
import { ru } from '../../../client/words/ru.ts';
import { asServed } from '../../../client/words/served.ts';
import type { Board } from '../../../shared/board.ts';
import { NATURES } from '../../../shared/board.ts';
import type { CountKind } from '../../../shared/kinds.ts';
import type { FeedRow, Figure, Snapshot } from '../../../shared/snapshot.ts';
import { INVENTED_NOW, inventedBoard, inventedSnapshot } from '../../support/fixtures/invented-board.ts';
import { kindsNamed } from '../../support/own-kinds.ts';

const LOCALES: Locale[] = [createLocale('en', asServed('en', en)), createLocale('ru', asServed('ru', ru))];
const locale = fc.constantFrom(...LOCALES);
/** A name of up to 64 letters of one script, or of signs that HTML and short messages write longer. */
const name = fc
  .tuple(
    fc.constantFrom('Я', 'w', '&', '"', '€', '{', '漢', '🙂', 'é', '1', '\u0301'),
    fc.integer({ min: 1, max: 64 }),
  )
  .map(([sign, length]) => `a${sign.repeat(length)}`);
const number = fc.oneof(fc.integer({ min: 9_999_999_990, max: 10_000_000_000 }), fc.nat(2_000));
const asOf = fc.constantFrom(
  '2021-04-21T16:42:00.000Z',
  '2019-11-28T16:42:00.000Z',
  '2026-09-28T09:59:00.000Z',
);
const claimant = fc.constantFrom('desk', 'x'.repeat(40), 'c1');
const figure: fc.Arbitrary<Figure> = fc
  .record({ a: number, b: number, c: number, open: fc.boolean(), part: fc.boolean(), asOf, claimant })
  .map(({ a, b, c, open, part, ...said }) => {
    const [low = 0, best = 0, high = 0] = [a, b, c].sort((one, other) => one - other);
    const rest = { ...(open && { atLeast: true as const }), ...(part && { confirmed: low }) };
    return { low, best, high: open ? best : high, ...rest, ...said, basis: 'stated' as const };
  });
const text = fc.tuple(name, fc.integer({ min: 1, max: 30 })).map(([word, times]) => `${word} `.repeat(times));
const KINDS = kindsNamed('one', 'two', 'three', 'four');
const board = fc.record({
  title: name,
  claimants: name.map((called) => [
    { id: 'c1', name: called },
    { id: 'desk', name: called },
  ]),
  kinds: fc
    .tuple(name, name, name, name)
    .map((names) => KINDS.map((kind, at) => ({ ...kind, name: names[at] ?? '' }))),
  places: fc
    .array(name, { minLength: 14, maxLength: 14 })
    .map((names) => names.map((called, at) => ({ id: `p${at}`, name: called }))),
  zones: name.map((called) => [{ zone: 'Europe/Moscow', name: called }]),
  nature: fc.constantFrom(...NATURES),
  big: fc.constantFrom({}, Object.fromEntries(KINDS.map(({ id }) => [id, 'confirmed' as const]))),
  cadence: fc.constantFrom({}, Object.fromEntries(KINDS.map(({ id }) => [id, 60]))),
});
const status = fc.constantFrom('reported' as const, 'confirmed' as const, 'disputed' as const);
const row = fc
  .record({ text, asOf, claimant, status, figure, words: name, seq: fc.integer({ min: 1, max: 9 }) })
  .map(({ figure: { low, best, high }, words, ...said }) => ({
    ...{
      id: `00000000-0000-4000-8000-00000000000${said.seq}`,
      at: said.asOf,
      kind: KINDS[0]?.id,
      place: 'p0',
    },
    ...{ op: 'total', count: { low, best, high, words }, version: 2, ...said },
    corrected: { at: said.asOf, was: { count: { low, best, high: high + 1 } } },
  }));

/** Of the shapes that the server would make. */
const snapshot: fc.Arbitrary<Snapshot> = fc
  .record({
    board,
    figures: fc.array(fc.option(figure, { freq: 4 }), { minLength: 4, maxLength: 4 }),
    rows: fc.array(row, { maxLength: 5 }),
    place: figure,
  })
  .map(({ board: said, figures, rows, place }) => {
    const kinds = said.kinds.map(({ id }) => id);
    return {
      ...inventedSnapshot,
      board: { ...inventedBoard, ...said, policy: {}, goals: {} } as Board,
      headline: {
        ...Object.fromEntries(kinds.flatMap((kind, at) => (figures[at] ? [[kind, figures[at]]] : []))),
        update: {
          best: 10_000_000_000,
          confirmed: 9_999_999_999,
          corrected: 9_999_999_998,
          asOf: place.asOf,
        },
      },
      claims: {},
      checked: {},
      series: {},
      places: said.places.map(({ id }) => ({
        id,
        ...Object.fromEntries(kinds.map((kind) => [kind, place])),
      })),
      feed: rows as unknown as FeedRow[],
    };
  });

const RUNS = { numRuns: 400 };

test('O60: the text page has 4,096 bytes at most, whatever the board says', () => {
  fc.assert(
    fc.property(snapshot, locale, (shown, language) => {
      const page = writeTextPage({ snapshot: shown, now: INVENTED_NOW, locale: language });
      expect(Buffer.byteLength(page)).toBeLessThanOrEqual(4_096);
      for (const { id } of shown.board.kinds ?? []) {
        const claimed = shown.headline[id];
        const number = shown.board.big[id] === 'confirmed' ? claimed?.confirmed : claimed?.best;
        if (number !== undefined) expect(page).toContain(language.format.count(number));
      }
    }),
    RUNS,
  );
});

test('O62: the line is one short message, and has the number of the last kind that somebody has stated', () => {
  fc.assert(
    fc.property(snapshot, locale, (shown, language) => {
      const line = writeLine({ snapshot: shown, now: INVENTED_NOW, locale: language });
      const length = language.lang === 'en' ? (countSeptets(line) ?? Number.NaN) : line.length;
      expect(length, line).toBeLessThanOrEqual(language.lang === 'en' ? 160 : 70);
      expect(line).not.toMatch(/[\n\r]/);
      const last = (shown.board.kinds ?? []).flatMap(({ id }) => writtenOf(shown, id, language) ?? []).at(-1);
      if (last !== undefined) expect(line).toContain(last);
    }),
    RUNS,
  );
});

test('O64: a badge has 2 kB at most, and says the whole of the number in its title', () => {
  fc.assert(
    fc.property(snapshot, locale, (shown, language) => {
      for (const kind of [undefined, 'update' as const, ...(shown.board.kinds ?? []).map(({ id }) => id)]) {
        const badge = writeBadge({ snapshot: shown, now: INVENTED_NOW, locale: language }, kind);
        expect(Buffer.byteLength(badge)).toBeLessThanOrEqual(2_000);
        expect(badge).toMatch(/<title>[^<]+<\/title>/);
      }
    }),
    RUNS,
  );
});

/** How the number of a kind is written, at least: what is confirmed, or from what on. */
function writtenOf(shown: Snapshot, kind: CountKind, { format }: Locale): string | undefined {
  const claimed = shown.headline[kind];
  const reported = claimed?.atLeast ? claimed.low : claimed?.best;
  const number = shown.board.big[kind] === 'confirmed' ? claimed?.confirmed : reported;
  return number === undefined ? undefined : format.count(number).replaceAll('\u00a0', ' ');
}

test('O61: a cut says that it is one, and leaves no part of a number behind', () => {
  const short = (sentence: string, most: number) => cut(sentence, most, HTML_BYTES);
  expect(short('In Kazan 1,234 people', 30)).toBe('In Kazan 1,234 people');
  for (const sentence of [
    'In Kazan 1,234,567 people',
    'In Kazan 1 234 567 people',
    'In Kazan 20–3000 people',
    'In Kazan +12345 people',
  ])
    for (let most = 12; most < sentence.length; most += 1) {
      const kept = short(sentence, most).replace(/…$/, '');
      const [number = ''] = /[+\d][\d ,–]*\d/.exec(sentence) ?? [];
      expect([kept, /\d/.test(kept) && !kept.includes(number)]).toEqual([kept, false]);
    }
});

test('O62: a sign behind an escape takes two septets, and what the alphabet lacks cannot be sent', () => {
  expect(countSeptets('Rally 1,234: £5 at Ø')).toBe(20);
  expect(countSeptets('€{}[]~|^\\')).toBe(18);
  expect(['ç', 'Ж', '–', '\t', '`'].map(countSeptets)).toEqual(Array(5).fill(undefined));
});
