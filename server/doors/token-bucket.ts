/** A bucket of tokens: how often something may be done, and how often at once now and then. */

export interface BucketSize {
  /** Tokens of a full bucket. */
  most: number;
  /** Tokens that come back in a second. */
  aSecond: number;
}

export interface Bucket {
  readonly tokens: number;
  /** Milliseconds, by the clock that `takeTokens` is told. */
  readonly at: number;
}

/** Takes so many tokens; where there are too few it takes none, and says so. */
export function takeTokens(
  bucket: Bucket | undefined,
  { most, aSecond }: BucketSize,
  { amount, now }: { amount: number; now: number },
): { bucket: Bucket; isTaken: boolean } {
  const { tokens, at } = bucket ?? { tokens: most, at: now };
  // A clock set back must not empty a bucket.
  const filled = Math.min(most, tokens + (Math.max(0, now - at) / 1_000) * aSecond);
  const isTaken = filled >= amount;
  return { bucket: { tokens: isTaken ? filled - amount : filled, at: now }, isTaken };
}
