/** A board's number in the words of whoever stated it. */
import type { CountKind } from '#shared/kinds.ts';
import type { Snapshot } from '#shared/snapshot.ts';
import { wordsOf } from '../../board/stated-words.ts';
import { traceClaim } from './trace-claims.ts';

/** Undefined where it is no longer what was stated in words, or never was. */
export function headlineWords(kind: CountKind, { headline, feed }: Snapshot): string | undefined {
  const claim = headline[kind];
  return claim && wordsOf(traceClaim(feed, claim, { kind, place: undefined }), claim);
}
