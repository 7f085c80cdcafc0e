/**
 * How a kind's number moves. Of what a board counts by itself nothing is known but its numbers: they hold from one to the
 * next, and any of them may be confirmed in part. Of the default's kinds more is known, and it is known here alone.
 */
import type { Kind, WithKinds } from '#shared/kinds.ts';

/**
 * Counted by a machine, one by one: it grows by many small steps, so that a straight line from number to number is truer
 * than stairs, what is far below it says little, and nothing of it waits to be confirmed.
 */
const COUNTERS: readonly Kind[] = ['registration'];

export function isCounter(kind: Kind, { kinds }: WithKinds): boolean {
  return !kinds && COUNTERS.includes(kind);
}
