/** What a post says in numbers, and what a correction made of it. */

import type { Board } from '#shared/board.ts';
import { expandCount } from '#shared/posted-count.ts';
import type { FeedRow } from '#shared/snapshot.ts';
import { inLanguage } from '#shared/text.ts';
import type { Instant } from '#shared/time.ts';
import type { Locale } from '../../locales/locale.ts';
import { writeStated } from '../../locales/when.ts';
import { nameClaimant } from './figure-words.ts';

/** A number of a post: `+12`, `+20–30`, `42` with "in total", `at least 8`; and the claimant's own words for it. */
export interface StatedNumber {
  number: string;
  isTotal: boolean;
  words: string | undefined;
}

/** One field that a correction replaced. `was` and `now` are undefined where there was or is nothing. */
export interface Replaced {
  name: string;
  was: string | undefined;
  now: string | undefined;
}

type Stating = Pick<FeedRow, 'op' | 'count'>;

/** Undefined for a post without a number. */
export function stateNumber(
  { op, count }: Stating,
  { format, say, messages }: Locale,
): StatedNumber | undefined {
  if (!count) return undefined;
  const { best, low = best, high = best, atLeast, words } = expandCount(count);
  const sign = op === 'add' ? '+' : '';
  const range = format.range(low, high);
  const number = atLeast ? say(messages.tally.atLeast, { count: sign + format.count(low) }) : sign + range;
  return { number, isTotal: op === 'total', words };
}

/** What the number was before its last correction; undefined where that did not touch it. */
export function stateFormerNumber(row: FeedRow, locale: Locale): StatedNumber | undefined {
  const was = row.corrected?.was;
  if (!was || (was.op === undefined && was.count === undefined)) return undefined;
  return stateNumber({ ...pick(row), ...was }, locale);
}

function pick({ op, count }: FeedRow): Stating {
  return { ...(op && { op }), ...(count && { count }) };
}

/** The other fields that the last correction replaced, one by one. The number and the text are shown where they stand. */
export function listReplaced(
  row: FeedRow,
  { board, today }: { board: Board; today: Instant },
  locale: Locale,
): Replaced[] {
  const was = row.corrected?.was ?? {};
  const { feed } = locale.messages;
  const place = (id: string | undefined) =>
    id === undefined ? feed.everywhere : namePlace(board, id, locale);
  const time = (stated: { asOf: string; day?: string }) => writeStated(stated, { board, today }, locale);
  const claimant = (id: string) => nameClaimant(board, id, locale);
  const replaced: Replaced[] = [];
  if ('place' in was) replaced.push({ name: feed.place, was: place(was.place), now: place(row.place) });
  if (was.asOf !== undefined)
    replaced.push({ name: feed.asOf, was: time({ ...was, asOf: was.asOf }), now: time(row) });
  if (was.claimant !== undefined)
    replaced.push({ name: feed.claimant, was: claimant(was.claimant), now: claimant(row.claimant) });
  return replaced;
}

/** A place as the board names it; one that is no longer there by its id. */
export function namePlace(board: Board, id: string, { lang }: Locale): string {
  const place = board.places.find((each) => each.id === id);
  return place ? inLanguage(place.name, lang) : id;
}
