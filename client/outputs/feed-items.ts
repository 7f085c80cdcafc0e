/** The posts that changed last, as feeds carry them: what each is now, and what it was before. */
import { linkTo, WEB } from '#shared/address.ts';
import type { Board } from '#shared/board.ts';
import type { ChangedPost } from '#shared/counting/tally.ts';
import type { Source } from '#shared/entry.ts';
import type { Revision } from '#shared/entry-history.ts';
import { pageOf } from '#shared/paths.ts';
import type { FeedRow } from '#shared/snapshot.ts';
import { supportOf } from '#shared/support.ts';
import { parseInstant } from '#shared/time.ts';
import { nameClaimant } from '../board/figure-words.ts';
import { sayNature } from '../board/nature-words.ts';
import { listChanges, writeAsOf, writeMoment, writeNumber } from '../watch/entry-words.ts';
import { namePlace } from '../watch/feed/feed-change.ts';
import { nameKind } from '../words/kind-name.ts';
import type { Locale } from '../words/locale.ts';
import { outputsWords } from '../words/outputs-words.ts';
import { cut, UNITS } from './cut.ts';

export interface FeedItem {
  /** `urn:uuid:…` */
  id: string;
  /** Of the post's own page. */
  address: string;
  title: string;
  /** In lines. */
  text: string;
  /** Instants in their public form. */
  published: string;
  updated: string;
  author: string;
  tags: string[];
}

export interface FeedParts {
  board: Board;
  posts: readonly ChangedPost[];
  origin: string;
  locale: Locale;
}

/** Characters of a text in a title, and of one that is no longer what it was. */
const MOST_IN_TITLE = 90;
const MOST_FORMER = 400;

export function listItems({ board, posts, origin, locale }: FeedParts): FeedItem[] {
  return posts.map((post) => {
    const { row, changedAt } = post;
    const kind = nameKind(row.kind, board, locale);
    return {
      id: `urn:uuid:${row.id}`,
      address: origin + pageOf('entry', { slug: board.slug, id: row.id }, { lang: locale.lang }),
      title: entitle(post, board, locale),
      text: describe(post, board, locale),
      published: row.at,
      updated: changedAt,
      author: nameClaimant(board, row.claimant, locale),
      tags: [kind, ...(row.place === undefined ? [] : [namePlace(board, row.place, locale)])],
    };
  });
}

type State = 'erased' | 'retracted' | 'corrected' | 'posted';

/** What a reader has to know first. What is said of an entry after its erasure stands. */
function stateOf({ row, isErasure }: ChangedPost): State {
  if (isErasure) return 'erased';
  if (row.retracted) return 'retracted';
  if (row.erased && row.text === undefined) return 'erased';
  return row.corrected ? 'corrected' : 'posted';
}

/** "Corrected: Arrests, Kazan: +20"; of an update how it begins. */
function entitle(post: ChangedPost, board: Board, locale: Locale): string {
  const { row } = post;
  const { entry } = locale.messages;
  const place = namePlace(board, row.place, locale);
  const state = stateOf(post);
  const named = locale.say(entry.titled, { kind: nameKind(row.kind, board, locale), place });
  const title = state === 'erased' ? named : nameContent(post, { named, place }, locale);
  const sentences = {
    erased: entry.erasedTitle,
    retracted: entry.retractedTitle,
    corrected: entry.correctedTitle,
  };
  return state === 'posted' ? title : locale.say(sentences[state], { title });
}

function nameContent(
  { row }: ChangedPost,
  { named, place }: { named: string; place: string },
  locale: Locale,
): string {
  const number = writeNumber(row, locale);
  if (number !== undefined) return `${named}: ${number}`;
  if (row.text === undefined) return named;
  return `${place}: ${cut(row.text.replace(/\s+/g, ' '), MOST_IN_TITLE, UNITS)}`;
}

function describe(post: ChangedPost, board: Board, locale: Locale): string {
  const { row } = post;
  const { messages } = locale;
  const words = outputsWords[locale.lang];
  const isErased = stateOf(post) === 'erased';
  const lines = [
    sayNature(board, locale),
    row.retracted && messages.entry.isRetracted,
    isErased && messages.feed.erased,
    ...(isErased ? [] : sayContent(post, board, locale)),
    saySureness(row, board, locale),
    nameSources(words.sources, supportOf(row), locale),
    row.status === 'disputed' && nameSources(words.against, row.against, locale),
    ...(isErased ? [] : listHistory(post, board, locale)),
  ];
  return lines.filter((line) => line !== undefined && line !== false).join('\n');
}

/** "Confirmed, as of Wednesday 21 April 2021, 19:42 Moscow, OVD-Info". */
function saySureness(row: FeedRow, board: Board, locale: Locale): string {
  const status = locale.messages.status[row.retracted ? 'retracted' : row.status];
  const time = writeAsOf(row, board, locale);
  return locale.say(outputsWords[locale.lang].stated, {
    ...{ status, time },
    claimant: nameClaimant(board, row.claimant, locale),
  });
}

/** The number and the text; of what was retracted as that which stood there. */
function sayContent({ row }: ChangedPost, board: Board, locale: Locale): string[] {
  const number = writeNumber(row, locale);
  const kind = nameKind(row.kind, board, locale);
  const said = [number === undefined ? undefined : `${kind}: ${number}`, row.text].filter(
    (part) => part !== undefined,
  );
  if (!row.retracted) return said;
  return said.length === 0
    ? []
    : [locale.say(outputsWords[locale.lang].retractedWas, { what: said.join('. ') })];
}

function nameSources(
  sentence: string,
  sources: readonly Source[] | undefined,
  { say }: Locale,
): string | undefined {
  if (!sources?.length) return undefined;
  return say(sentence, { sources: sources.map(nameSource).join(', ') });
}

/** An address that today's rules refuse is not given. */
function nameSource({ url, title }: Source): string {
  const link = linkTo(url, WEB);
  return [title, link].filter((part) => part !== undefined).join(' ') || (url ?? '');
}

/** Each correction and the retraction: when, from what to what, and why. */
function listHistory({ revisions }: ChangedPost, board: Board, locale: Locale): string[] {
  return revisions.flatMap((revision, index) => {
    const before = revisions[index - 1];
    if (!(before && (revision.what === 'correction' || revision.what === 'retraction'))) return [];
    return sayRevision(revision, before, board, locale);
  });
}

function sayRevision(revision: Revision, before: Revision, board: Board, locale: Locale): string[] {
  const { messages, say } = locale;
  const words = outputsWords[locale.lang];
  const what = revision.what === 'correction' ? messages.entry.correction : messages.entry.retraction;
  const changes = revision.what === 'correction' ? listChanges(revision, before, board, locale) : [];
  const short = (value = words.none) => cut(value, MOST_FORMER, UNITS);
  const changed = changes.map(({ name, was, now }) =>
    say(words.changed, { name, was: short(was), now: short(now) }),
  );
  const time = writeMoment(parseInstant(revision.at), board, locale);
  const why = revision.reason === undefined ? [] : [say(messages.entry.why, { reason: revision.reason })];
  return [say(words.revised, { what, time }), ...changed, ...why];
}
