/** The line under the composer, before a post is sent: what it says in every kind and case, in both languages. */
import { expect, test } from 'vitest';
import type { Board } from '#shared/board.ts';
import type { Kind } from '#shared/kinds.ts';
import type { FeedRow, Figure } from '#shared/snapshot.ts';
import { draftOf } from '../../../client/desk/composer/correction.ts';
import type { Draft } from '../../../client/desk/composer/draft.ts';
import { emptyDraft, readDraft } from '../../../client/desk/composer/draft.ts';
import { indexClaimants, indexPlaces } from '../../../client/desk/composer/name-match.ts';
import { previewPost } from '../../../client/desk/composer/preview.ts';
import { describePreview } from '../../../client/desk/composer/preview-sentences.ts';
import type { RowWords } from '../../../client/desk/ledger/use-row-words.ts';
import { loadDeskWords } from '../../../client/words/desk-words.ts';
import { nameKind } from '../../../client/words/kind-name.ts';
import { loadLocale } from '../../../client/words/locale.ts';
import { fill } from '../../../client/words/messages.ts';

const now = Date.parse('2021-04-21T16:34:10Z');
const board = { zone: 'Europe/Moscow', places: [{ id: 'kazan', name: 'Kazan' }] };
const OTHER = 'OVD-Info';

async function open(lang: 'en' | 'ru', kinds?: NonNullable<Board['kinds']>) {
  const [words, locale] = await Promise.all([loadDeskWords(lang), loadLocale(lang)]);
  const claimants = [{ id: 'ovd-info', name: OTHER }];
  const choices = {
    board,
    places: indexPlaces({ places: board.places, lang, whole: ['all'] }),
    claimants: indexClaimants({ claimants, others: [], lang, own: words.ownCount }),
  };
  const kindName = (kind: Kind) => nameKind(kind, kinds ? { kinds } : {}, locale);
  const row: RowWords = {
    kindName,
    shortKind: kindName,
    placeName: (id) => board.places.find((place) => place.id === id)?.name ?? words.composer.whole,
    claimantName: (id) => claimants.find((claimant) => claimant.id === id)?.name ?? words.ownCount,
    count: () => '+5',
    extent: ({ best }) => String(best),
    offset: () => 'UTC+3',
    ...{ sources: () => '', time: () => '', timeThere: () => undefined, everything: () => '' },
  };
  return {
    words,
    tell(draft: Draft, claims?: Figure[]) {
      const read = readDraft(draft, choices, () => now);
      const { count, time } = read;
      const isRead = count && !('problem' in count) && !('problem' in time) && read.claimant;
      const counted = isRead
        ? {
            op: count.op,
            count: count.count,
            asOf: time.asOf,
            claimant: read.claimant ?? '',
            status: draft.status,
          }
        : undefined;
      const known = claims && { claims, policy: ['desk'], isLeaf: true, big: 'best' as const };
      const preview = counted && known && !draft.correcting ? previewPost(counted, known) : undefined;
      const told = describePreview(
        { draft, read, counted, preview, hasOwnKinds: kinds !== undefined },
        { words, locale, row },
      );
      return told.map(({ sentence, values }) => fill(sentence, values)).join(' ');
    },
  };
}

const figure = (claimant: string, best: number, more: Partial<Figure> = {}): Figure => ({
  claimant,
  best,
  low: best,
  high: best,
  asOf: '2021-04-21T16:00:00.000Z',
  basis: 'stated',
  ...more,
});
const draft = (kind: Kind, more: Partial<Draft> = {}): Draft => ({
  ...emptyDraft(kind),
  place: 'Kazan',
  ...(kind === 'update' ? { text: 'Buses arrived.' } : { count: '=5' }),
  ...more,
});
/** What is known of the place: nothing, nothing of this claimant, its number, and one that includes this already. */
const CLAIMS = {
  unknown: undefined,
  first: [],
  change: [figure('desk', 3), figure('ovd-info', 3)],
  earlier: [
    figure('desk', 3, { asOf: '2021-04-21T16:34:50Z' }),
    figure('ovd-info', 3, { asOf: '2021-04-21T16:34:50Z' }),
  ],
};

// Mutants: an update's line without the claimant; one that stays of a number that moves.
test.each(['en', 'ru'] as const)(
  'K71: under whose name it is published stands in the line before it is sent, in every kind and case: %s',
  async (lang) => {
    const desk = await open(lang);
    for (const kind of ['registration', 'arrest', 'update'] as const) {
      for (const [known, claims] of Object.entries(CLAIMS)) {
        for (const status of ['reported', 'disputed'] as const) {
          const of = `${kind}, ${known}, ${status}`;
          const said = desk.tell(draft(kind, { claimant: OTHER, status }), claims);
          expect({ of, said }).toEqual({ of, said: expect.stringContaining(OTHER) });
          const own = desk.tell(draft(kind, { claimant: desk.words.ownCount, status }), claims);
          const { ownName, ownWord } = desk.words.preview;
          const names = [ownName, ownWord, desk.words.ownCount];
          expect({ of, own, isSaid: names.some((name) => own.includes(name)) }).toMatchObject({
            isSaid: true,
          });
        }
      }
    }
  },
);

// Mutants: the name in lower case; a sentence of the default's kinds, whose verb and preposition fit no other name.
test.each([
  ['en', '12 on strike', ['*3* → *5*', 'at least *5*', 'stays at *3*']],
  ['ru', 'НКО: обыски', ['*3* → *5*', 'не меньше *5*', 'останется *3*']],
] as const)(
  'K101: what a post does to a kind of the board’s own is said without grammar: %s',
  async (lang, name, forms) => {
    const kinds = [{ id: 'own', name }] as unknown as NonNullable<Board['kinds']>;
    const desk = await open(lang, kinds);
    const [kind] = kinds.map(({ id }) => id);
    if (!kind) throw new Error('no kind');
    const later = [figure('desk', 9, { asOf: '2021-04-21T16:34:50Z', basis: 'summed' })];
    const told = [
      ...[undefined, [], CLAIMS.change, later].map((claims) => desk.tell(draft(kind), claims)),
      desk.tell(draft(kind, { status: 'disputed' }), CLAIMS.change),
    ];
    expect(told).toEqual(told.map(() => expect.stringMatching(new RegExp(`^${name}, \\*Kazan\\*: `))));
    expect(told.slice(2)).toEqual(forms.map((form) => expect.stringContaining(form)));
  },
);

test.each(['en', 'ru'] as const)(
  'K71: a correction of the place, or of whose number it is, says from what to what: %s',
  async (lang) => {
    const desk = await open(lang);
    const at = '2021-04-21T16:05:30.000Z';
    const row: FeedRow = {
      ...{ id: 'a', seq: 5, at, asOf: at, version: 1, kind: 'update' },
      ...{ claimant: 'ovd-info', status: 'reported', text: 'Buses arrived.' },
    };
    const shown = { place: 'all', claimant: OTHER, zone: board.zone, now };
    const said = desk.tell({ ...draftOf(row, shown), place: 'Kazan', claimant: 'desk', reason: 'why' });
    for (const name of ['Kazan', desk.words.composer.whole, OTHER, desk.words.ownCount])
      expect(said).toContain(name);
  },
);
