import fc from 'fast-check';
import { expect, test } from 'vitest';
import { entrySchemaOf } from '#shared/entry.ts';
import type { FeedRow } from '#shared/snapshot.ts';
import { correctionOf, draftOf } from '../../../client/desk/composer/correction.ts';
import type { Draft } from '../../../client/desk/composer/draft.ts';
import { emptyDraft, entryOf, readDraft } from '../../../client/desk/composer/draft.ts';
import { indexClaimants, indexPlaces } from '../../../client/desk/composer/name-match.ts';

const places = [
  { id: 'kazan', name: 'Kazan' },
  { id: 'berlin', name: 'Berlin', zone: 'Europe/Berlin' },
];
const choices = {
  board: { zone: 'Europe/Moscow', places },
  places: indexPlaces({ places, lang: 'en', whole: ['all'] }),
  claimants: indexClaimants({ claimants: [], others: [], lang: 'en', own: 'our own count' }),
};
const now = Date.parse('2026-10-25T01:45:10.500Z');

/** Pieces of what people type and paste, and of what nobody should. */
const piece = fc.constantFrom(
  ...[
    '12',
    '+',
    '=',
    '-',
    '20-30',
    '8+',
    '10 000 000 000',
    '10000000001',
    '0',
    ' ',
    '\u00a0',
    '\u200e',
    '\u2068',
  ],
  ...[
    '\u2069',
    '\u202c',
    '\u200b',
    '\ufeff',
    '\u0000',
    '\ud83d',
    '\uffff',
    'a\u0301',
    '👥',
    '\u0301'.repeat(40),
    '\n',
    ';',
  ],
  ...[
    'https://a.example/1',
    'https://',
    'http://x@y.z/',
    'www.b.example',
    't.me/x/5',
    '(',
    ')',
    '«',
    '»',
    '.',
    ',',
  ],
  ...[
    '02:30',
    '(1)',
    '+02',
    '2026-10-25 ',
    '0001-01-01 ',
    '9999-12-31 ',
    'now',
    '23:59',
    'hotline',
    'я'.repeat(600),
  ],
);
const typed = fc.oneof(
  fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join('')),
  fc.string({ unit: 'binary', maxLength: 20 }),
);
const field = (...usual: string[]) =>
  fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...usual) }, { weight: 1, arbitrary: typed });
const draft: fc.Arbitrary<Draft> = fc.record({
  kind: fc.constantFrom('arrest' as const, 'registration' as const, 'update' as const),
  place: field('Kazan', 'berlin', 'all'),
  count: field('+12', '=350', '20-30', '8+', '=0'),
  time: field('', 'now', '02:30', '02:30 (1)', '2026-03-29 01:30', '0001-01-01 02:30'),
  claimant: field('desk', 'our own count'),
  status: fc.constant(emptyDraft('arrest').status),
  sources: field('', 'https://a.example/1 https://b.example/2'),
  text: field('', 'Twelve people'),
  reason: field('Recounted.'),
});
const faultsOf = (entry: unknown) => entrySchemaOf().safeParse(entry).error?.issues;

test('K31: what the composer accepts, the server’s schema takes', () => {
  let accepted = 0;
  fc.assert(
    fc.property(draft, (one) => {
      const entry = entryOf(
        one,
        readDraft(one, choices, () => now),
      );
      if (!entry) return;
      accepted++;
      expect(faultsOf(entry)).toBeUndefined();
    }),
    { numRuns: 3_000 },
  );
  expect(accepted).toBeGreaterThan(100);
});

test('K31: the same of corrections', () => {
  const row: FeedRow = {
    id: '6f1f9c1e-58a5-4a63-9a3e-0f6f1a2b3c4d',
    seq: 5,
    at: '2026-10-25T01:15:30.000Z',
    kind: 'arrest',
    place: 'kazan',
    op: 'total',
    count: { low: 60, best: 72, high: 80 },
    asOf: '2026-10-25T01:15:30.000Z',
    claimant: 'desk',
    status: 'reported',
    version: 2,
  };
  const opened = draftOf(row, { place: 'Kazan', claimant: 'our own count', zone: 'Europe/Moscow', now });
  let accepted = 0;
  fc.assert(
    fc.property(draft, ({ kind: _kind, ...one }) => {
      const correction: Draft = { ...opened, ...one };
      const entry = correctionOf(
        correction,
        readDraft(correction, choices, () => now),
      );
      if (!entry) return;
      accepted++;
      expect(faultsOf(entry)).toBeUndefined();
    }),
    { numRuns: 3_000 },
  );
  expect(accepted).toBeGreaterThan(100);
});
