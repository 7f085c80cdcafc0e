/**
 * What is far too long costs nothing: 5 MB of the worst that each kind of work knows, at every field that takes a text.
 * Before the length was looked at first, 156 KB of combining marks took 16 s, and 5 MB would have taken hours.
 */
import { expect, test } from 'vitest';
import type { z } from 'zod';
import { postedBoardSchema } from '#shared/board-schema.ts';
import { EVENTS, ROUTES, schemaOf } from '#shared/protocol.ts';
import { parseWith } from '../../server/doors/problem.ts';
import { checkShape } from '../../server/doors/shape.ts';

type Worst = (size: number) => string;
const fill =
  (piece: string, before = '', after = ''): Worst =>
  (size) =>
    before + piece.repeat(Math.floor(size / piece.length)) + after;
const WORST: [name: string, text: Worst][] = [
  ['combining marks', (size) => `a${'\u0301'.repeat(size / 2)}${'\u0316'.repeat(size / 2)}`],
  ['spaces', fill(' ', 'a', 'a')],
  ['slashes', fill('/', 'https:')],
  ['digits', fill('0')],
  ['a time', fill('0', '2021-04-21T19:00:00.', 'Z')],
  ['brackets', fill('[')],
  ['at signs', fill('@', 'https://')],
  ['dots', fill('a.', 'https://')],
  ['line breaks', fill('\r\n')],
  ['zero widths', fill('\u200b')],
  ['dashes', fill('-')],
  ['broken characters', fill('\ud800')],
  ['capital letters', fill('ß', 'Europe/')],
];

const ID = '3f1f7a52-7c1b-4b0e-9d5a-0c9f6f2f7b11';
const texts = { text: 'Seen', sources: [{ url: 'https://a.example/1', title: 'A' }] };
const claim = { id: ID, place: 'kazan', asOf: '2021-04-21T19:00Z', claimant: 'desk', status: 'reported' };
const count = { low: 1, best: 2, high: 3, words: 'a few' };
const change = { id: ID, target: ID, version: 1 };
const entries = [
  { kind: 'arrest', op: 'add', count, ...claim, ...texts },
  { kind: 'update', ...claim, ...texts },
  {
    ...change,
    kind: 'correction',
    reason: 'A slip',
    set: { place: 'kazan', asOf: claim.asOf, claimant: 'desk', op: 'add', count, ...texts },
  },
  { ...change, kind: 'retraction', reason: 'A hoax' },
  { ...change, kind: 'status', status: 'confirmed', sources: texts.sources },
  { ...change, kind: 'mark', key: true },
  { kind: 'checked', id: ID, of: 'arrest', place: 'kazan' },
];
const name = { en: 'Kazan', ru: 'Казань' };
const { slug: _, ...fields } = {
  slug: 'march',
  title: name,
  summary: name,
  zone: 'Europe/Moscow',
  state: 'live',
  nature: 'real',
  goals: { arrest: 7 },
  start: { date: '2021-04-21', time: '19:00' },
  policy: { arrest: ['desk'] },
  big: { arrest: 'best' },
  claimants: [{ id: 'ministry', name, url: 'https://a.example/' }],
  zones: [{ zone: 'Europe/Moscow', name }],
  cadence: { arrest: 300 },
  undo: 10,
  confirming: 'anyone',
  contacts: [{ name, phone: '112', url: 'tel:112', place: 'kazan' }],
  places: [
    { id: 'volga', name: 'Volga' },
    { id: 'kazan', name, parent: 'volga', zone: 'Europe/Moscow', aliases: ['Qazan'] },
  ],
};

/** What each body and query takes, with every field there is. */
const SAMPLES: Partial<Record<string, object>> = {
  makeBoard: { slug: 'march', ...fields },
  changeBoard: fields,
  postEntries: entries,
  post: { board: 'march', entries },
  eraseText: { reason: 'A name' },
  signIn: { name: 'Anna', password: 'eight or more' },
  invite: { boards: ['march'], role: 'editor' },
  join: { invite: 'twenty characters or so', name: 'Anna', password: 'eight or more' },
  trustClock: { right: true },
  snapshot: { seq: '7', lang: 'ru' },
  exportLines: { lang: 'ru' },
  exportTable: { lang: 'ru' },
  changes: { since: '1', epoch: 'a' },
  listEntries: { after: '1', before: '9', kind: 'arrest', place: 'kazan', status: 'reported', limit: '5' },
  feed: {
    asOf: '2021-04-21T19:00Z',
    seq: '9',
    limit: '5',
    kind: 'arrest',
    key: '1',
    pinned: '1',
    place: 'kazan',
    status: 'corrected',
    q: 'square',
  },
  series: {
    kind: 'arrest',
    place: 'kazan',
    claimant: 'desk',
    from: '1',
    to: '2021-04-21T19:00Z',
    step: '60',
  },
  claims: { kind: 'arrest', place: 'kazan' },
  wave: { kind: 'arrest' },
  watch: { board: 'march', epoch: 'a', since: 1 },
  deskWatch: { board: 'march', epoch: 'a', since: 1 },
  unwatch: { board: 'march' },
  deskUnwatch: { board: 'march' },
};
const schemas: [name: string, schema: z.ZodType][] = [
  ...Object.entries(ROUTES).flatMap(([route, row]) =>
    [row].flatMap((each): [string, z.ZodType][] => [
      ...('body' in each ? [[route, schemaOf(each.body, undefined)] as [string, z.ZodType]] : []),
      ...('query' in each ? [[route, schemaOf(each.query, undefined)] as [string, z.ZodType]] : []),
    ]),
  ),
  ...Object.entries(EVENTS).map(([event, { body }]): [string, z.ZodType] => [
    event,
    schemaOf(body, undefined),
  ]),
];

type Json = unknown;
/** The sample once for each of its texts, with that text replaced. */
function replaceEach(sample: Json, worst: Json): Json[] {
  if (typeof sample === 'string') return [worst];
  if (typeof sample !== 'object' || sample === null) return [];
  const isList = Array.isArray(sample);
  return Object.entries(sample).flatMap(([key, value]) =>
    replaceEach(value, worst).map((other) =>
      isList ? sample.with(Number(key), other) : { ...sample, [key]: other },
    ),
  );
}

/** Milliseconds until a schema has refused this. */
function timeRefusal(schema: z.ZodType, input: Json): number {
  const begun = performance.now();
  expect(() => parseWith(schema, input)).toThrow();
  return performance.now() - begun;
}

test('E30: every body, query and event has a sample here, which is taken', () => {
  for (const [name, schema] of schemas) expect(schema.safeParse(SAMPLES[name]).error, name).toBeUndefined();
});

/** The first refusal that takes long. A millisecond each where the machine is quiet; work on 5 MB from 20 ms to hours. */
function findSlow(worst: string): string | undefined {
  for (const [name, schema] of schemas) {
    for (const input of replaceEach(SAMPLES[name], worst)) {
      const taken = timeRefusal(schema, input);
      if (taken > 400) return `${name}: ${Math.round(taken)} ms`;
    }
  }
  return undefined;
}

test.each(WORST)('E30: 5 MB of %s at any field are refused at once', (_, worst) => {
  // A hundredth of it first: that shows what would not end within this run.
  expect(findSlow(worst(50_000))).toBeUndefined();
  expect(findSlow(worst(5_000_000))).toBeUndefined();
});

test('E30: lists and objects of a million members are refused by their length', () => {
  const many: Json[] = Array(1_000_000).fill({});
  const entry = entries[0];
  const board = { slug: 'march', ...fields };
  const inputs: [z.ZodType, Json][] = [
    [ROUTES.postEntries.body(), many],
    [ROUTES.postEntries.body(), [{ ...entry, sources: many }]],
    [ROUTES.makeBoard.body, { ...board, places: many }],
    [ROUTES.makeBoard.body, { ...board, claimants: many }],
    [ROUTES.makeBoard.body, { ...board, places: [{ ...board.places[0], aliases: many }] }],
    [ROUTES.invite.body, { boards: many, role: 'editor' }],
  ];
  const slow = inputs.map(([schema, input]) => Math.round(timeRefusal(schema, input)));
  // Issues for each of a million items take 5 s and more.
  expect(slow.filter((taken) => taken > 1_500)).toEqual([]);
});

test('E30: an object of more than 100 fields is refused before its fields are read', () => {
  const keys = Object.fromEntries(Array.from({ length: 300_000 }, (_, n) => [`k${n}`, n]));
  const begun = performance.now();
  expect(() => checkShape([{ goals: keys }])).toThrow('#/0/goals takes at most 100 fields');
  expect(performance.now() - begun).toBeLessThan(1_000);
});

test('E30: places in one line, or in a ring, are walked no further than they may lie deep', () => {
  const line = Array.from({ length: 5_000 }, (_, n) => ({
    id: `p${n}`,
    name: 'P',
    parent: `p${(n + 1) % 5_000}`,
  }));
  expect(
    timeRefusal(postedBoardSchema, { ...fields, slug: 'march', contacts: [], places: line }),
  ).toBeLessThan(1_500);
});
