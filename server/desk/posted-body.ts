/** What a repeat is told by: the canonical bytes of what was posted, without its id and without what is the default. */
import { DESK } from '#shared/desk-claimant.ts';
import type { PostedEntry } from '#shared/entry.ts';
import { canonicalJson } from '../canonical-json.ts';

export function writeBody(entry: PostedEntry): string {
  const { id: _, ...said } = entry;
  return canonicalJson({ ...said, ...leaveOut(entry) });
}

/** Members that are undefined are not written. */
function leaveOut(entry: PostedEntry): Record<string, undefined> {
  const left: Record<string, undefined> = {};
  if ('sources' in entry && entry.sources.length === 0) left.sources = undefined;
  if ('claimant' in entry) {
    if (entry.claimant === DESK) left.claimant = undefined;
    if (entry.status === 'reported') left.status = undefined;
  }
  return left;
}
