import { expect, test } from 'vitest';
import { nextTick, ref } from 'vue';
import type { Board } from '#shared/board.ts';
import type { EntryToPost } from '#shared/entry.ts';
import { createDeskComposer } from '../../../client/desk/composer/desk-composer.ts';
import type { Choices } from '../../../client/desk/composer/draft.ts';
import { indexClaimants, indexPlaces } from '../../../client/desk/composer/name-match.ts';
import { openOutboxStorage } from '../../../client/desk/outbox/outbox-storage.ts';

const places = [{ id: 'kazan', name: 'Kazan' }];
const board: Choices['board'] = { zone: 'Europe/Moscow', places };
const choices = ref({
  board,
  places: indexPlaces({ places, lang: 'en', whole: ['all'] }),
  claimants: indexClaimants({
    claimants: [{ id: 'ovd-info', name: 'OVD-Info' }],
    others: [],
    lang: 'en',
    own: 'our own count',
  }),
});
const now = Date.parse('2021-04-21T16:34:10Z');

async function openComposer(save?: (entry: EntryToPost) => Promise<void>) {
  const storage = await openOutboxStorage();
  const saved: EntryToPost[] = [];
  const parts = {
    choices,
    now: () => now,
    step: ref(0),
    slot: {
      read: () => storage.readDraft('rallies'),
      write: (draft: unknown) => storage.writeDraft('rallies', draft),
    },
    save: save ?? (async (entry: EntryToPost) => void saved.push(entry)),
  };
  return { composer: await createDeskComposer(parts), again: () => createDeskComposer(parts), saved };
}

test('K17: what stands in the composer outlives the page', async () => {
  const { composer, again } = await openComposer();
  composer.draft.value.text = 'Half a sent';
  composer.draft.value.place = 'Kazan';
  await nextTick();
  expect((await again()).draft.value).toMatchObject({ text: 'Half a sent', place: 'Kazan' });
});

test('K17: posting goes to the first missing field, and empties the composer once the post is kept', async () => {
  const { composer, saved } = await openComposer();
  expect(composer.problemAt('place')).toBeUndefined();
  expect(await composer.post()).toEqual({ is: 'incomplete', field: 'place' });
  expect(composer.problemAt('place')).toEqual({ field: 'place', problem: 'no-place' });
  Object.assign(composer.draft.value, { place: 'kazan', count: '12', claimant: 'OVD-Info' });
  expect(await composer.post()).toEqual({ is: 'saved' });
  expect(saved).toMatchObject([
    { kind: 'arrest', place: 'kazan', count: { best: 12 }, claimant: 'ovd-info' },
  ]);
  expect(composer.draft.value).toMatchObject({ count: '', place: '', claimant: 'OVD-Info' });
});

test('K17: where the device cannot keep a post, it stays in the composer', async () => {
  const { composer } = await openComposer(() =>
    Promise.reject(new DOMException('full', 'QuotaExceededError')),
  );
  Object.assign(composer.draft.value, { place: 'all', count: '=5' });
  expect(await composer.post()).toEqual({ is: 'not-saved' });
  expect(composer.draft.value.count).toBe('=5');
});

test('K17: two presses of the key are one post', async () => {
  const { composer, saved } = await openComposer();
  Object.assign(composer.draft.value, { place: 'all', count: '=5' });
  const [first, second] = await Promise.all([composer.post(), composer.post()]);
  expect([first.is, second.is]).toEqual(['saved', 'busy']);
  expect(saved).toHaveLength(1);
});

test('K17: what was cleared can be brought back, once', async () => {
  const { composer } = await openComposer();
  composer.draft.value.text = 'typed for minutes';
  composer.clear();
  expect(composer.draft.value.text).toBe('');
  expect(composer.bringBack()).toBe(true);
  expect(composer.draft.value.text).toBe('typed for minutes');
  expect(composer.bringBack()).toBe(false);
});

test('K17: neither a second Escape nor what was typed meanwhile costs what was cleared first', async () => {
  const { composer } = await openComposer();
  composer.draft.value.text = 'typed for minutes';
  composer.clear();
  composer.clear();
  composer.draft.value.text = 'typed since';
  composer.bringBack();
  expect(composer.draft.value.text).toBe('typed for minutes');
  composer.bringBack();
  expect(composer.draft.value.text).toBe('typed since');
});

const kindsOf = (...ids: string[]) => ids.map((id) => ({ id, name: id })) as NonNullable<Board['kinds']>;

// Mutants: a draft brought back, or filled in, of a kind that is gone; the first kind instead of the last.
test('K102: the composer begins with the last kind that the board counts, and has none that is gone', async () => {
  const { composer, again } = await openComposer();
  expect(composer.draft.value.kind).toBe('arrest');
  composer.draft.value.text = 'of a kind that will go';
  composer.clear();
  await nextTick();
  choices.value.board = { ...board, kinds: kindsOf('strike', 'closed') };
  try {
    await nextTick();
    expect(composer.draft.value.kind).toBe('closed');
    composer.bringBack();
    expect(composer.draft.value).toMatchObject({ kind: 'closed', text: 'of a kind that will go' });
    const { draft } = await again();
    expect(draft.value.kind).toBe('closed');
    draft.value.kind = kindsOf('strike')[0]?.id ?? 'update';
    choices.value.board = { ...board, kinds: kindsOf('open', 'strike', 'closed') };
    await nextTick();
    expect(draft.value.kind).toBe('strike');
  } finally {
    choices.value.board = board;
  }
});

// Mutant: seven rains become seven snows under the operator's hand, and Post says so to everybody.
test('S145: a number is never said of another kind than it was typed for, whenever that kind goes', async () => {
  const { composer, saved, again } = await openComposer();
  const typed = { place: 'kazan', count: '7', text: 'By the river' };
  Object.assign(composer.draft.value, typed);
  await nextTick();
  choices.value.board = { ...board, kinds: kindsOf('rain', 'snow') };
  try {
    const reopened = await again();
    for (const { draft } of [composer, reopened])
      expect(draft.value).toMatchObject({ ...typed, kind: 'snow', count: '' });
    expect(await composer.post()).toEqual({ is: 'incomplete', field: 'count' });
    composer.fill({ ...composer.draft.value, ...typed, kind: 'arrest' });
    expect(composer.draft.value).toMatchObject({ kind: 'snow', count: '' });
    Object.assign(composer.draft.value, typed);
    choices.value.board = { ...board, kinds: kindsOf('snow', 'rain') };
    await nextTick();
    expect(composer.draft.value).toMatchObject({ ...typed, kind: 'snow' });
    expect(saved).toEqual([]);
  } finally {
    choices.value.board = board;
  }
});

test('K31: a sign that nobody can see is named before posting, and taken out on demand', async () => {
  const { composer, saved } = await openComposer();
  Object.assign(composer.draft.value, { place: 'kazan', count: '12', text: 'Call \u2068+7 900\u2069 now' });
  expect(composer.problemAt('text')).toMatchObject({
    problem: 'bidi',
    sign: { character: '\u2068', index: 5 },
  });
  expect(await composer.post()).toEqual({ is: 'incomplete', field: 'text' });
  composer.mend('text');
  expect(await composer.post()).toEqual({ is: 'saved' });
  expect(saved).toMatchObject([{ text: 'Call +7 900 now' }]);
});
