/** What a post says in numbers, and what a correction made of it. */

import type { Board } from '#shared/board.ts';
import { isCountKind } from '#shared/kind-words.ts';
import { expandCount } from '#shared/posted-count.ts';
import type { FeedRow, Snapshot } from '#shared/snapshot.ts';
import { inLanguage } from '#shared/text.ts';
import type { Instant } from '#shared/time.ts';
import { nameClaimant } from '../../board/figure-words.ts';
import type { Locale } from '../../words/locale.ts';
import { writeStated } from '../../words/when.ts';

/** What a post states: `+12`, `+20–30`, `42 in total`, `at least 8`; and in quotes the claimant's own words for it. */
export interface StatedNumber {
  text: string;
  words?: string;
}

/** One field that a correction replaced. `was` and `now` are undefined where there was or is nothing. */
export interface Replaced {
  name: string;
  was: string | undefined;
  now: string | undefined;
}

type Stating = Pick<FeedRow, 'op' | 'count'>;

/**
 * Undefined for a post without a number.
 * @param isWhole with what counts beside its range, which stands alone otherwise: `+25 (+20–30)`
 */
export function stateNumber(
  { op, count }: Stating,
  { format, say, messages }: Locale,
  isWhole = false,
): StatedNumber | undefined {
  if (count === undefined) return undefined;
  const { best, low = best, high = best, atLeast, words } = expandCount(count);
  const sign = op === 'add' ? '+' : '';
  const counted = sign + format.count(best);
  const range = atLeast
    ? say(messages.tally.atLeast, { count: sign + format.count(low) })
    : sign + format.range(low, high);
  const number = isWhole && range !== counted ? `${counted} (${range})` : range;
  return {
    text: op === 'total' ? say(messages.feed.inTotal, { count: number }) : number,
    ...(words && words !== number && { words: say(messages.feed.words, { words }) }),
  };
}

/**
 * What the number is, and what it was before its last correction where that touched it. Where the two would read the
 * same, each says whole what it is.
 */
export function stateNumbers(
  row: FeedRow,
  locale: Locale,
): Record<'now' | 'former', StatedNumber | undefined> {
  const was = row.corrected?.was ?? {};
  const before = 'op' in was || 'count' in was ? { ...row, ...was } : undefined;
  const read = (isWhole: boolean) => ({
    now: stateNumber(row, locale, isWhole),
    former: before && stateNumber(before, locale, isWhole),
  });
  const numbers = read(false);
  return numbers.now?.text === numbers.former?.text ? read(true) : numbers;
}

/**
 * What a post that adds comes to where it was posted: known of the one that the number there was last moved by, and of
 * nobody else's.
 */
export function totalAfter(row: FeedRow, { headline, places }: Snapshot): number | undefined {
  if (row.op !== 'add' || row.retracted || !isCountKind(row.kind)) return undefined;
  const there = row.place === undefined ? headline : places.find(({ id }) => id === row.place);
  const figure = there?.[row.kind];
  return figure?.claimant === row.claimant && figure.asOf === row.asOf ? figure.best : undefined;
}

/** The other fields that the last correction replaced, one by one. The number and the text are shown where they stand. */
export function listReplaced(
  row: FeedRow,
  { board, today }: { board: Board; today: Instant },
  locale: Locale,
): Replaced[] {
  const was = row.corrected?.was ?? {};
  const { feed } = locale.messages;
  const place = (id: string | undefined) => namePlace(board, id, locale);
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

/**
 * A place as the board names it; one that is no longer there by its id. A hidden one is on no page: what was posted there
 * is told of the place in which it lies, or of the whole board.
 */
export function namePlace(board: Board, id: string | undefined, locale: Locale): string {
  const place = board.places.find((each) => each.id === id);
  if (place?.hidden) return namePlace(board, place.parent, locale);
  return place ? inLanguage(place.name, locale.lang) : (id ?? locale.messages.feed.everywhere);
}
