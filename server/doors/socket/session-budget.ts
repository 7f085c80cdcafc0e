/** What one Engine.IO session may send: packets and bytes, counted before anything of them is decoded. */
import type { Clock } from '../../clock.ts';
import type { Bucket, BucketSize } from '../token-bucket.ts';
import { takeTokens } from '../token-bucket.ts';

export interface Allowance {
  packets: BucketSize;
  bytes: BucketSize;
}

/**
 * Whoever watches sends a packet now and then, and some dozens at once on coming back. A thousand packets cost some
 * 20 ms, so that a session which spends all of it at once is not felt by anybody.
 */
const STRANGERS: Allowance = {
  packets: { most: 1_000, aSecond: 100 },
  bytes: { most: 1_048_576, aSecond: 65_536 },
};

/** Posting has a limit of its own, which is said in an answer: this must lie well above 100 posts a second, 1,000 at once. */
const OPERATORS: Allowance = {
  packets: { most: 4_000, aSecond: 400 },
  bytes: { most: 64 * 1_048_576, aSecond: 8 * 1_048_576 },
};

export interface SessionBudget {
  /** False once more came than the session may send: from then on nothing of it is taken. */
  take(packets: number, bytes: number): boolean;
  /** For a session that has entered `/desk`. */
  widen(): void;
}

export function createSessionBudget(clock: Clock): SessionBudget {
  let allowance = STRANGERS;
  let packetsLeft: Bucket | undefined;
  let bytesLeft: Bucket | undefined;
  let isSpent = false;

  return {
    take(packets, bytes) {
      if (isSpent) return false;
      const now = clock.monotonic();
      const first = takeTokens(packetsLeft, allowance.packets, { amount: packets, now });
      const second = takeTokens(bytesLeft, allowance.bytes, { amount: bytes, now });
      packetsLeft = first.bucket;
      bytesLeft = second.bucket;
      isSpent = !(first.isTaken && second.isTaken);
      return !isSpent;
    },
    widen() {
      if (allowance === OPERATORS) return;
      allowance = OPERATORS;
      packetsLeft = undefined;
      bytesLeft = undefined;
    },
  };
}
