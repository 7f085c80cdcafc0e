/** How often one person may post: a bucket of tokens for each. Kept in memory, and only while it is not full. */
import type { Clock } from '../clock.ts';
import { Refusal } from '../refusal.ts';
import type { Bucket } from './token-bucket.ts';
import { takeTokens } from './token-bucket.ts';

export interface PostingLimit {
  /** Counts one post, a batch too. @throws Refusal `too-many`, with the seconds to wait. */
  take(personId: string): void;
}

const A_SECOND = 100;
const BURST = 1_000;
/** Milliseconds in which an empty bucket fills: one not used for that long is as good as new, and is forgotten. */
const FILLS_IN = (BURST / A_SECOND) * 1_000;

export function createPostingLimit(clock: Clock): PostingLimit {
  // In the order of last use, so that those to forget stand first.
  const buckets = new Map<string, Bucket>();

  function forgetFull(now: number): void {
    for (const [id, { at }] of buckets) {
      if (now - at < FILLS_IN) return;
      buckets.delete(id);
    }
  }

  return {
    take(personId) {
      const now = clock.monotonic();
      forgetFull(now);
      const size = { most: BURST, aSecond: A_SECOND };
      const { bucket, isTaken } = takeTokens(buckets.get(personId), size, { amount: 1, now });
      buckets.delete(personId);
      buckets.set(personId, bucket);
      if (!isTaken)
        throw new Refusal(
          'too-many',
          `Takes ${A_SECOND} posts a second, and ${BURST} at once now and then.`,
          {
            retryAfter: 1,
          },
        );
    },
  };
}
