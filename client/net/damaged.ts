/** What tells that a board's record does not add up: the refusal of every request for it. */
import type { Problem } from '#shared/answers.ts';
import type { Instant } from '#shared/time.ts';

/** Since when its numbers are withheld; undefined for any other answer. */
export function withheldSince({ type, since }: Problem): Instant | undefined {
  return type === '/problems/damaged' ? Date.parse(since ?? '') : undefined;
}
