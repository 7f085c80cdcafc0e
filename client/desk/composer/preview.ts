/**
 * The preview of a post: what it would do to the numbers at its place. The rules are those of the tally; where the desk
 * cannot know enough (additions that it has not seen) the preview says that it is inexact.
 */
import type { BigFigure } from '#shared/board.ts';
import type { Count } from '#shared/count.ts';
import { chooseHeadline } from '#shared/counting/headline.ts';
import type { Op, Status } from '#shared/entry.ts';
import type { Figure } from '#shared/snapshot.ts';
import type { Instant } from '#shared/time.ts';
import { parseInstant } from '#shared/time.ts';

export interface CountToPost {
  op: Op;
  count: Count;
  asOf: Instant;
  claimant: string;
  status: Status;
}

/** What is known of the kind at the place. */
export interface KnownThere {
  /** Every claimant's figure there. */
  claims: readonly Figure[];
  /** Whom the board trusts for the kind, in order. */
  policy: readonly string[];
  /** No other place lies within it. */
  isLeaf: boolean;
  /** Which figure is the big one. */
  big: BigFigure;
}

export interface Extent {
  low: number;
  best: number;
  high: number;
  atLeast?: true;
}

export interface Preview {
  /** The claimant's own figure there, before and after; absent before its first entry, and after one that counts nowhere. */
  before?: Extent;
  after?: Extent;
  /** False where additions after the posted time, or numbers of places within, may make it more than `after`. */
  exact: boolean;
  falls: boolean;
  /** The claimant whose figure is the big number, before and after. */
  followed?: string;
  follows?: string;
  /** Why the big number will not move, where it will not. */
  still?: 'disputed' | 'superseded' | 'other-claimant' | 'not-confirmed' | 'same';
}

export function previewPost(post: CountToPost, known: KnownThere): Preview {
  const own = known.claims.find(({ claimant }) => claimant === post.claimant);
  const followed = headlineOf(known);
  const next = post.status === 'disputed' ? unmoved(own) : project(post, own, known.isLeaf);
  const follows =
    next.after && next.counts
      ? headlineOf({ ...known, claims: replace(known.claims, post, next.after) })
      : followed;
  const still = whyStill(post, { ...next, followed, follows, known });
  return {
    ...(own && { before: extentOf(own) }),
    ...(next.after && { after: next.after }),
    exact: next.exact,
    falls: own !== undefined && next.after !== undefined && next.exact && next.after.best < own.best,
    ...(followed !== undefined && { followed }),
    ...(follows !== undefined && { follows }),
    ...(still && { still }),
  };
}

interface Projection {
  after?: Extent;
  exact: boolean;
  /** The entry takes part in the figure. */
  counts: boolean;
}

function unmoved(own: Figure | undefined): Projection {
  return { ...(own && { after: extentOf(own) }), exact: true, counts: false };
}

function project(post: CountToPost, own: Figure | undefined, isLeaf: boolean): Projection {
  const total = own && standingTotal(own);
  if (own && total !== undefined && post.asOf < total) return unmoved(own);
  const stated = extentOfCount(post.count);
  if (post.op === 'add')
    return { after: own ? sum(extentOf(own), stated) : stated, exact: true, counts: true };
  if (!own) return { after: stated, exact: true, counts: true };
  // A lower total may stay below what the places within add up to; a later addition goes on top of it.
  const isWhole = isLeaf || post.count.best >= own.best;
  return { after: stated, exact: isWhole && post.asOf >= parseInstant(own.asOf), counts: true };
}

/** When the claimant's total that stands there was stated; undefined where none stands. */
function standingTotal(figure: Figure): Instant | undefined {
  if (figure.basis === 'stated') return parseInstant(figure.asOf);
  return figure.stated && parseInstant(figure.stated.asOf);
}

function whyStill(
  post: CountToPost,
  {
    after,
    counts,
    followed,
    follows,
    known,
  }: Projection & { followed?: string | undefined; follows?: string | undefined; known: KnownThere },
): Preview['still'] {
  if (post.status === 'disputed') return 'disputed';
  if (!counts) return 'superseded';
  if (follows !== post.claimant) return followed === follows ? 'other-claimant' : undefined;
  if (followed !== follows) return undefined;
  if (known.big === 'confirmed' && post.status !== 'confirmed') return 'not-confirmed';
  const own = known.claims.find(({ claimant }) => claimant === post.claimant);
  return own && after && own.best === after.best && own.low === after.low && own.high === after.high
    ? 'same'
    : undefined;
}

/** The claims as they would stand. A total makes its claimant speak for the place. */
function replace(claims: readonly Figure[], post: CountToPost, after: Extent): Figure[] {
  const own = claims.find(({ claimant }) => claimant === post.claimant);
  const next: Figure = {
    asOf: '',
    claimant: post.claimant,
    ...own,
    ...after,
    basis: post.op === 'total' ? 'stated' : (own?.basis ?? 'summed'),
  };
  return [...claims.filter(({ claimant }) => claimant !== post.claimant), next];
}

function headlineOf({ claims, policy, isLeaf }: Omit<KnownThere, 'big'>): string | undefined {
  const candidates = claims.map(({ claimant, best, basis, stated }) => ({
    claimant,
    best,
    speaks: isLeaf || basis === 'stated' || stated !== undefined,
  }));
  return chooseHeadline(candidates, policy)?.claimant;
}

function extentOf({ low, best, high, atLeast }: Figure): Extent {
  return { low, best, high, ...(atLeast && { atLeast }) };
}

function extentOfCount({ low, best, high, atLeast }: Count): Extent {
  return { low: low ?? best, best, high: high ?? best, ...(atLeast && { atLeast }) };
}

function sum(a: Extent, b: Extent): Extent {
  return {
    low: a.low + b.low,
    best: a.best + b.best,
    high: a.high + b.high,
    ...((a.atLeast || b.atLeast) && { atLeast: true }),
  };
}
