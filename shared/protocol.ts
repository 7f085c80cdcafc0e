/**
 * The protocol: every route and every event in one table, with who may call it and what it takes. The doors are made
 * from it, and so are the tests that try each one as everybody.
 */
import { z } from 'zod';
import { boardChangeSchema, postedBoardSchema } from './board-schema.ts';
import type { SchemaByKinds } from './by-kinds.ts';
import { kindSchema, schemaByKinds } from './by-kinds.ts';
import { chosenSchema } from './chosen.ts';
import { entrySchemaOf } from './entry.ts';
import { FEED_STATUSES, SEARCHED_MOST } from './feed-filter.ts';
import { claimantIdSchema, placeIdSchema, slugSchema } from './ids.ts';
import { instantSchema } from './instant.ts';
import { OTHER_FORMS } from './kind-words.ts';
import type { WithKinds } from './kinds.ts';
import { LIMITS } from './limits.ts';
import { fullListSchema } from './list-schema.ts';
import type { PathFields, RouteName } from './paths.ts';
import { PATHS } from './paths.ts';
import { newNameSchema, signInNameSchema } from './person-name.ts';
import type { Access } from './roles.ts';
import { ROLES } from './roles.ts';
import { STATUSES } from './statuses.ts';
import { LANGS } from './text.ts';
import { textSchema } from './text-schema.ts';

const takesSeq = 'takes the number of an entry: a whole number from 0';
const wholeInQuery = (takes: string) =>
  z
    .string({ error: takes })
    .regex(/^\d{1,15}$/, { error: takes })
    .transform(Number);
const seq = wholeInQuery(takesSeq);
const takesEntryNumber = 'takes the number of an entry: a whole number from 1';
/** As many digits as anybody writes: a number beyond the end is answered, what is none is refused. */
const entryNumber = z
  .string({ error: takesEntryNumber })
  .regex(/^0{0,40}[1-9]\d{0,40}$/, { error: takesEntryNumber })
  .transform(Number);
/** Taken wherever a page or an output is: numbers are the same in both languages. */
const langInQuery = z.enum(LANGS, { error: `takes one of ${LANGS.join(', ')}` });
const takesStep = 'takes seconds: a whole number from 1';
const limitUpTo = (most: number) => {
  const takes = `takes a whole number from 1 to ${most.toLocaleString('en')}`;
  return wholeInQuery(takes).refine((limit) => limit >= 1 && limit <= most, { error: takes });
};
const takesEpochOrIso = 'takes a date and time with its zone, or milliseconds since 1970';

/** An instant in a query: ISO 8601 with a zone, or milliseconds since 1970 as the points carry them. */
const instantInQuery = z.union(
  [
    z
      .string()
      .regex(/^-?\d{1,15}$/)
      .transform(Number),
    instantSchema,
  ],
  { error: takesEpochOrIso },
);
const FILTER_STATUSES = [...STATUSES, 'retracted'] as const;

const snapshotQuery = z.strictObject({
  seq: entryNumber.exactOptional(),
  lang: langInQuery.exactOptional(),
});
const exportQuery = z.strictObject({ lang: langInQuery.exactOptional() });
const changesQuery = z.strictObject({ since: seq, epoch: z.string().max(64) });
const entriesQuery = schemaByKinds((board) =>
  z.strictObject({
    after: seq.exactOptional(),
    before: seq.exactOptional(),
    kind: kindSchema(board, OTHER_FORMS).exactOptional(),
    place: placeIdSchema.exactOptional(),
    status: z.enum(FILTER_STATUSES, { error: `takes one of ${FILTER_STATUSES.join(', ')}` }).exactOptional(),
    limit: limitUpTo(LIMITS.entriesPageMax).default(LIMITS.entriesPage),
  }),
);
const takesSearched = `takes a text of 1 to ${SEARCHED_MOST} characters`;
const yesInQuery = z.literal('1', { error: 'takes 1' }).transform(() => true as const);
/**
 * The row after which to go on, by what tells its place in the feed; without it the newest. What is asked of the posts has
 * to fit all together; `pinned` lists those, the newest pin first.
 */
const feedQuery = schemaByKinds((board) =>
  z
    .strictObject({
      asOf: instantInQuery.exactOptional(),
      seq: seq.exactOptional(),
      limit: limitUpTo(LIMITS.feedPageMax).default(LIMITS.feedRows),
      kind: kindSchema(board).exactOptional(),
      key: yesInQuery.exactOptional(),
      pinned: yesInQuery.exactOptional(),
      place: placeIdSchema.exactOptional(),
      status: z.enum(FEED_STATUSES, { error: `takes one of ${FEED_STATUSES.join(', ')}` }).exactOptional(),
      q: z
        .string({ error: takesSearched })
        .min(1, { error: takesSearched })
        .max(SEARCHED_MOST, { error: takesSearched })
        .exactOptional(),
    })
    .refine((query) => (query.asOf === undefined) === (query.seq === undefined), {
      error: 'takes asOf and seq of one row together, or neither',
    }),
);
const seriesQuery = schemaByKinds((board) =>
  z.strictObject({
    kind: kindSchema(board),
    place: placeIdSchema.exactOptional(),
    claimant: claimantIdSchema.exactOptional(),
    from: instantInQuery.exactOptional(),
    to: instantInQuery.exactOptional(),
    step: wholeInQuery(takesStep)
      .refine((step) => step >= 1, { error: takesStep })
      .exactOptional(),
  }),
);
const claimsQuery = schemaByKinds((board) =>
  z.strictObject({ kind: kindSchema(board), place: placeIdSchema.exactOptional() }),
);

const waveQuery = schemaByKinds((board) => z.strictObject({ kind: kindSchema(board) }));

const takesPassword = 'takes a password of 8 to 200 characters';
/** A password to be set. One to be checked may be anything: a wrong one is told by its hash. */
export const newPasswordSchema = z
  .string({ error: takesPassword })
  .min(8, { error: takesPassword })
  .max(200, { error: takesPassword });

const signInBody = z.strictObject({
  name: signInNameSchema,
  password: z
    .string({ error: 'takes a password' })
    .min(1, { error: 'takes a password' })
    .max(200, { error: 'takes a password' }),
});
/** Somebody who knows says so: it may have jumped and be right all the same. */
const clockBody = z.strictObject({ right: z.literal(true, { error: 'takes true' }) });
const inviteBody = z.strictObject({
  /** Slugs, or `*` alone for every board. */
  boards: fullListSchema(
    z.union([z.literal('*'), slugSchema], { error: 'takes slugs of boards, or "*"' }),
    100,
    'boards',
  ),
  role: z.enum(ROLES, { error: `takes ${ROLES.join(' or ')}` }),
});
/** Who opens an invite becomes a person. */
export const joinBody = z.strictObject({
  invite: z.string().min(20).max(200),
  name: newNameSchema,
  password: newPasswordSchema,
});
const erasureBody = z.strictObject({ reason: textSchema(LIMITS.textCodePoints) });
/** One entry, or all of a list: an empty list is refused. */
const entriesBody = schemaByKinds((board) => {
  const list = listOfEntries(board);
  const one = entrySchemaOf(board).transform((entry) => [entry]);
  return chosenSchema((input) => (Array.isArray(input) ? list : one));
});

function listOfEntries(board: WithKinds) {
  return fullListSchema(entrySchemaOf(board), LIMITS.batch, 'entries at once');
}

/** What is taken: a schema, or where that depends on the board's kinds, what answers one. */
export type Taken = z.ZodType | SchemaByKinds;
/** What comes of it. */
export type Parsed<T extends Taken> = z.output<T extends SchemaByKinds<infer Schema> ? Schema : T>;

/** What makes it. */
type Given<T extends Taken> = z.input<T extends SchemaByKinds<infer Schema> ? Schema : T>;
/** As numbers go into an address. */
type GivenQuery<T extends Taken> = {
  [Field in keyof Given<T>]: Given<T>[Field] | (string extends Given<T>[Field] ? number : never);
};

/** What a request of a route brings: what its path leaves open, its query and its body. */
export type Asked<Name extends RouteName> = PathFields<Name> &
  ((typeof ROUTES)[Name] extends { query: infer Query extends Taken }
    ? Record<string, never> extends GivenQuery<Query>
      ? { query?: GivenQuery<Query> }
      : { query: GivenQuery<Query> }
    : unknown) &
  ((typeof ROUTES)[Name] extends { body: infer Body extends Taken } ? { body: Given<Body> } : unknown);

/** The schema for what is said about a board; without one, for what is about none. */
export function schemaOf(taken: Taken, board: WithKinds | undefined): z.ZodType {
  return typeof taken === 'function' ? taken(board) : taken;
}

interface Route {
  access: Access;
  query?: Taken;
  body?: Taken;
  /** Largest body in bytes; `LIMITS.jsonBytes` where it is left out. */
  bytes?: number;
}

export const ROUTES = {
  listBoards: { ...PATHS.listBoards, access: 'public' },
  makeBoard: { ...PATHS.makeBoard, access: 'admin', body: postedBoardSchema, bytes: LIMITS.bulkBytes },
  /** As it is now, or as it was published at an entry. */
  snapshot: { ...PATHS.snapshot, access: 'board', query: snapshotQuery },
  changeBoard: { ...PATHS.changeBoard, access: 'admin', body: boardChangeSchema, bytes: LIMITS.bulkBytes },
  changes: { ...PATHS.changes, access: 'board', query: changesQuery },
  listEntries: { ...PATHS.listEntries, access: 'board', query: entriesQuery },
  postEntries: { ...PATHS.postEntries, access: 'editor', body: entriesBody, bytes: LIMITS.bulkBytes },
  entry: { ...PATHS.entry, access: 'board' },
  eraseText: { ...PATHS.eraseText, access: 'admin', body: erasureBody },
  feed: { ...PATHS.feed, access: 'board', query: feedQuery },
  series: { ...PATHS.series, access: 'board', query: seriesQuery },
  claims: { ...PATHS.claims, access: 'board', query: claimsQuery },
  exportLines: { ...PATHS.exportLines, access: 'board', query: exportQuery },
  exportTable: { ...PATHS.exportTable, access: 'board', query: exportQuery },
  recentPlaces: { ...PATHS.recentPlaces, access: 'board' },
  wave: { ...PATHS.wave, access: 'board', query: waveQuery },
  /** Who is signed in; `204` for nobody: a page that asks must not make the browser report an error. */
  session: { ...PATHS.session, access: 'own' },
  signIn: { ...PATHS.signIn, access: 'public', body: signInBody },
  signOut: { ...PATHS.signOut, access: 'public' },
  /** Whether somebody may invite depends on each board that the body names. */
  invite: { ...PATHS.invite, access: 'signed-in', body: inviteBody },
  join: { ...PATHS.join, access: 'public', body: joinBody },
  /** Says that the clock is right which `/readyz` calls doubtful. */
  trustClock: { ...PATHS.trustClock, access: 'admin', body: clockBody },
  alive: { ...PATHS.alive, access: 'public' },
  ready: { ...PATHS.ready, access: 'public' },
} as const satisfies Record<RouteName, Route>;

interface Event {
  namespace: '/' | '/desk';
  /** The name that is emitted. */
  event: string;
  access: Access;
  body: Taken;
}

const watchBody = z.strictObject({
  board: slugSchema,
  epoch: z.string().max(64).exactOptional(),
  since: z.int().min(0).exactOptional(),
});

/** What clients may emit. Each is acknowledged with `{status, body}`, as REST would answer. */
export const EVENTS = {
  watch: { namespace: '/', event: 'watch', access: 'board', body: watchBody },
  unwatch: {
    namespace: '/',
    event: 'unwatch',
    access: 'public',
    body: z.strictObject({ board: slugSchema }),
  },
  deskWatch: { namespace: '/desk', event: 'watch', access: 'board', body: watchBody },
  deskUnwatch: {
    namespace: '/desk',
    event: 'unwatch',
    access: 'public',
    body: z.strictObject({ board: slugSchema }),
  },
  post: {
    namespace: '/desk',
    event: 'post',
    access: 'editor',
    body: schemaByKinds((board) => z.strictObject({ board: slugSchema, entries: listOfEntries(board) })),
  },
} as const satisfies Record<string, Event>;
export type EventName = keyof typeof EVENTS;
/** What goes along with an event. */
export type EventBody<Name extends EventName> = Given<(typeof EVENTS)[Name]['body']>;
