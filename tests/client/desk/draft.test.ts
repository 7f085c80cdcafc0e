import { expect, test } from 'vitest';
import type { Board } from '#shared/board.ts';
import { entrySchemaOf } from '#shared/entry.ts';
import { readSources, writeSources } from '#shared/reading/sources.ts';
import type { FeedRow } from '#shared/snapshot.ts';
import { changedFields, correctionOf, draftOf } from '../../../client/desk/composer/correction.ts';
import type { Draft } from '../../../client/desk/composer/draft.ts';
import { emptyDraft, entryOf, newClaimant, readDraft } from '../../../client/desk/composer/draft.ts';
import { indexClaimants, indexPlaces } from '../../../client/desk/composer/name-match.ts';

const board = {
  zone: 'Europe/Moscow',
  places: [
    { id: 'kazan', name: 'Kazan' },
    { id: 'ufa', name: 'Ufa', zone: 'Asia/Yekaterinburg' },
  ],
};
const now = Date.parse('2021-04-21T16:34:10Z');
const choices = {
  board,
  places: indexPlaces({ places: board.places, lang: 'en', whole: ['all'] }),
  claimants: indexClaimants({
    claimants: [{ id: 'ovd-info', name: 'OVD-Info' }],
    others: [],
    lang: 'en',
    own: 'our own count',
  }),
};
const draft = (more: Partial<Draft> = {}): Draft => ({
  ...emptyDraft('arrest'),
  place: 'Kazan',
  count: '+12',
  time: '19:31',
  ...more,
});
const read = (typed: Draft) => readDraft(typed, choices, () => now);
const problems = (more: Partial<Draft>) => read(draft(more)).problems;

test('K7: what is typed becomes an entry that the protocol takes', () => {
  const typed = draft({
    sources: 'legal-aid hotline; caller https://example.org/1;2',
    text: ' Twelve people ',
  });
  const entry = entryOf(typed, read(typed));
  expect(entry).toEqual({
    kind: 'arrest',
    op: 'add',
    count: { best: 12 },
    place: 'kazan',
    asOf: '2021-04-21T16:31:00.000Z',
    claimant: 'desk',
    status: 'reported',
    sources: [{ title: 'legal-aid hotline' }, { title: 'caller', url: 'https://example.org/1;2' }],
    text: 'Twelve people',
  });
  expect(entrySchemaOf().safeParse(entry).success).toBe(true);
});

test('K7: an update has a text and no count, and may be of the whole board', () => {
  const typed = draft({ kind: 'update', place: 'all', count: 'left over', text: 'Metro closed', time: '' });
  expect(entryOf(typed, read(typed))).toEqual({
    kind: 'update',
    text: 'Metro closed',
    asOf: '2021-04-21T16:34:10.000Z',
    claimant: 'desk',
    status: 'reported',
  });
});

test('K7: the time is that of the place', () => {
  const typed = draft({ place: 'Ufa' });
  expect(entryOf(typed, read(typed))).toMatchObject({ asOf: '2021-04-21T14:31:00.000Z' });
});

test('K7: each missing or wrong field is named, in the order of the fields', () => {
  expect(problems({ place: '', count: '', time: '99' })).toEqual([
    { field: 'place', problem: 'no-place' },
    { field: 'count', problem: 'empty' },
    { field: 'time', problem: 'no-time' },
  ]);
  expect(problems({ kind: 'update', text: ' \n' })).toEqual([{ field: 'text', problem: 'no-text' }]);
  expect(problems({ claimant: 'Memorial!' })).toEqual([{ field: 'claimant', problem: 'bad-claimant' }]);
  expect(problems({ sources: 'a; '.repeat(9) })).toEqual([{ field: 'sources', problem: 'too-many-sources' }]);
  expect(problems({ sources: 'a'.repeat(501) })).toMatchObject([{ field: 'sources', problem: 'too-long' }]);
  expect(entryOf(draft({ count: '' }), read(draft({ count: '' })))).toBeUndefined();
});

test('K7: a text may have 2,000 characters, counted as a reader counts them', () => {
  expect(problems({ text: '👥'.repeat(2_000) })).toEqual([]);
  expect(problems({ text: 'а'.repeat(2_001) })).toMatchObject([{ field: 'text', problem: 'too-long' }]);
});

test('K7: sources are written as they are read', () => {
  const sources = [
    { title: 'two hotlines' },
    { url: 'https://example.org/?a=1;b' },
    { title: 'x', url: 'http://y.z' },
  ];
  expect(readSources(writeSources(sources))).toEqual(sources);
  expect(readSources('one\n\ntwo;')).toEqual([{ title: 'one' }, { title: 'two' }]);
});

const row: FeedRow = {
  id: '6f1f9c1e-58a5-4a63-9a3e-0f6f1a2b3c4d',
  seq: 1288,
  at: '2021-04-21T16:05:30.000Z',
  kind: 'arrest',
  place: 'kazan',
  op: 'total',
  count: { low: 60, best: 72, high: 80 },
  asOf: '2021-04-21T16:05:17.000Z',
  claimant: 'desk',
  status: 'reported',
  sources: [{ title: 'hotline' }],
  version: 2,
};
const opened = draftOf(row, { place: 'Kazan', claimant: 'our own count', zone: 'Europe/Moscow', now });

test('K8: a correction opened and left as it is changes nothing, seconds and bounds included', () => {
  expect(changedFields(opened, read(opened))).toEqual({});
  expect(correctionOf({ ...opened, reason: 'why' }, read({ ...opened, reason: 'why' }))).toBeUndefined();
});

test('E26: an entry with a date alone keeps it, and shows no clock, until a time is typed', () => {
  const shown = { place: 'Kazan', claimant: 'our own count', zone: 'Europe/Moscow', now };
  const dated = draftOf({ ...row, asOf: '2021-04-20T20:59:00.000Z', day: '2021-04-20' }, shown);
  expect(dated.time).toBe('2021-04-20');
  const renamed = { ...dated, text: 'Merged', reason: 'why' };
  expect(correctionOf(renamed, read(renamed))?.set).toEqual({ text: 'Merged' });
  const timed = { ...dated, time: '18:30' };
  expect(changedFields(timed, read(timed))).toEqual({ asOf: '2021-04-21T15:30:00.000Z' });
});

test.each([
  ['bbc.example/news https://evil.example/', ['poses']],
  ['BBC.example: https://evil.example/', ['poses']],
  ['BBC https://evil.example/', []],
  ['evil.example https://evil.example/news', []],
])('E27: the source %j is found to pose before it is sent, as the server finds it', (sources, problems) => {
  const draft = { ...opened, sources, reason: 'why' };
  expect(read(draft).problems.map(({ problem }) => problem)).toEqual(problems);
  const set = { sources: readSources(sources) };
  const posted = { kind: 'correction', target: row.id, set, reason: 'why' };
  expect(entrySchemaOf().safeParse(posted).success).toBe(problems.length === 0);
});

test('K8: a correction sends what changed, why, and the version that was seen', () => {
  const typed = {
    ...opened,
    count: '-8',
    place: 'all',
    sources: '',
    text: 'Merged',
    reason: ' Listed twice. ',
  };
  const correction = correctionOf(typed, read(typed));
  expect(correction).toEqual({
    kind: 'correction',
    target: row.id,
    version: 2,
    set: { place: null, count: { low: 52, best: 64, high: 72 }, sources: null, text: 'Merged' },
    reason: 'Listed twice.',
  });
  expect(entrySchemaOf().safeParse(correction).success).toBe(true);
});

test('K8: a correction without a reason is not sent', () => {
  const typed = { ...opened, count: '=64' };
  expect(read(typed).problems).toEqual([{ field: 'reason', problem: 'no-reason' }]);
  expect(correctionOf(typed, read(typed))).toBeUndefined();
});

test('K21: a claimant that the board does not list is asked about, and taken only when it is chosen', () => {
  expect(problems({ claimant: 'ov' })).toEqual([{ field: 'claimant', problem: 'unlisted-claimant' }]);
  expect(problems({ claimant: '' })).toEqual([{ field: 'claimant', problem: 'no-claimant' }]);
  expect(newClaimant(' ov', choices.claimants)).toBe('ov');
  expect(newClaimant('OVD-Info', choices.claimants)).toBeUndefined();
  expect(newClaimant('Memorial!', choices.claimants)).toBeUndefined();
  const chosen = draft({ claimant: 'ov', chosenClaimant: { text: 'ov', id: 'ov' } });
  expect(entryOf(chosen, read(chosen))).toMatchObject({ claimant: 'ov' });
  const edited = draft({ claimant: 'ovd', chosenClaimant: { text: 'ov', id: 'ov' } });
  expect(entryOf(edited, read(edited))).toBeUndefined();
});

test('K24: correcting one thing leaves all others, as many sources as there are and a time of the hour that came twice', () => {
  const odd: FeedRow = {
    ...row,
    asOf: '2026-10-25T01:15:42.123Z',
    sources: Array.from({ length: 12 }, (_, at) => ({ title: `source; ${at}` })),
    text: ' Not quite  canonical ',
  };
  const shown = { place: 'Kazan', claimant: 'our own count', zone: 'Europe/Berlin', now: now + 2e11 };
  const opening = draftOf(odd, shown);
  expect(changedFields(opening, read(opening))).toEqual({});
  const typed = { ...opening, text: 'Another', reason: 'why' };
  expect(correctionOf(typed, read(typed))).toMatchObject({ set: { text: 'Another' } });
  const moved = { ...opening, place: 'Ufa', reason: 'why' };
  expect(correctionOf(moved, read(moved))).toMatchObject({ set: { place: 'ufa' } });
});

test('K24: a post that is taken back from the outbox keeps its moment', () => {
  const { correcting: _none, ...again } = draftOf(
    { ...row, asOf: '2021-04-21T16:33:59.750Z' },
    {
      place: 'Kazan',
      claimant: 'our own count',
      zone: 'Europe/Moscow',
      now,
    },
  );
  expect(entryOf(again, read(again))).toMatchObject({ asOf: '2021-04-21T16:33:59.750Z' });
});

test('K70: a correction shows what supports the entry, and leaves what a dispute named where it was', () => {
  const [hotline, ministry] = [{ title: 'hotline' }, { title: 'ministry' }];
  const disputed = { ...row, sources: [hotline, ministry], against: [ministry], status: 'disputed' as const };
  const shown = { place: 'Kazan', claimant: 'our own count', zone: 'Europe/Moscow', now };
  const opened = draftOf(disputed, shown);
  expect(opened.sources).toBe('hotline');
  expect(changedFields(opened, read(opened))).toEqual({});
  const typed = { ...opened, sources: 'hotline; caller', reason: 'why' };
  expect(correctionOf(typed, read(typed))?.set).toEqual({
    sources: [hotline, { title: 'caller' }, ministry],
  });
  const eight = { ...typed, sources: 'a; b; c; d; e; f; g; h' };
  expect(read(eight).problems).toEqual([{ field: 'sources', problem: 'too-many-sources' }]);
});

// Mutant: sources counted as they are listed, and not as the server tells them apart.
test('K77: what the board’s rule refuses is said before it is posted', () => {
  const by = (rule: Board['confirming']) => (more: Partial<Draft>) => {
    const ruled = { ...choices, board: { ...choices.board, confirming: rule } };
    return readDraft(draft({ status: 'confirmed', ...more }), ruled, () => now).problems;
  };
  expect(by('anyone')({})).toEqual([]);
  expect(by('second-person')({})).toEqual([{ field: 'status', problem: 'second-person' }]);
  expect(by('second-person')({ status: 'reported' })).toEqual([]);
  const tooFew = [{ field: 'sources', problem: 'two-sources' }];
  expect(by('two-sources')({ sources: 'https://a.example/; http://www.a.example' })).toEqual(tooFew);
  expect(by('two-sources')({ sources: 'hotline; caller' })).toEqual([]);
  const confirmed = { ...row, status: 'confirmed' as const, sources: [{ title: 'a' }, { title: 'b' }] };
  const opened = draftOf(confirmed, { place: 'Kazan', claimant: 'desk', zone: 'Europe/Moscow', now });
  expect(by('two-sources')({ ...opened, reason: 'why', sources: 'a' })).toEqual(tooFew);
  expect(by('second-person')({ ...opened, reason: 'why', text: 'x' })).toEqual([]);
});
