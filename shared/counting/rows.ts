/** Entries as they hold now, in their public form. */
import type { PostedCount } from '../posted-count.ts';
import { shortenCount } from '../posted-count.ts';
import type { FeedRow } from '../snapshot.ts';
import { formatInstant } from '../time.ts';
import type { Columns } from './columns.ts';
import { claimKindOf, idOf, opOf, statusOf } from './columns.ts';
import { BOARD } from './place-tree.ts';
import type { FirstPosted, Story } from './stories.ts';
import { sourcesOf, textOf, whatItWas } from './stories.ts';

/** The row of a count or an update; undefined for any other line. */
export function rowOf(columns: Columns, seq: number, story: Story | undefined): FeedRow | undefined {
  const kind = claimKindOf(columns, seq);
  if (kind === undefined) return undefined;
  const place = placeName(columns, seq);
  const text = textOf(story);
  return {
    id: idOf(columns, seq),
    seq,
    at: formatInstant(columns.at[seq] ?? 0),
    kind,
    ...(place !== undefined && { place }),
    ...(kind !== 'update' && { op: opOf(columns, seq), count: countOf(columns, seq, story) }),
    asOf: asOfOf(columns, seq),
    claimant: claimantName(columns, seq),
    status: statusOf(columns, seq),
    ...(text !== undefined && { text }),
    version: 1 + (story?.changes.length ?? 0),
    ...(story && tellStory(story, seq)),
  };
}

/** The fields of an entry that a correction may replace, as they are before it. */
export function fieldsBefore(
  columns: Columns,
  seq: number,
  story: Story,
  fields: readonly string[],
): FirstPosted {
  const before: FirstPosted = {};
  if (fields.includes('place')) before.place = placeName(columns, seq);
  if (fields.includes('op')) before.op = opOf(columns, seq);
  if (fields.includes('count')) before.count = countOf(columns, seq, story);
  if (fields.includes('asOf')) before.asOf = asOfOf(columns, seq);
  if (fields.includes('claimant')) before.claimant = claimantName(columns, seq);
  return before;
}

function tellStory(story: Story, seq: number): Partial<FeedRow> {
  const { corrected, retracted } = story;
  const sources = sourcesOf(story);
  return {
    ...(sources.length > 0 && { sources }),
    ...(story.isKey && { key: true }),
    ...(story.isPinned && { pinned: true }),
    ...(corrected && { corrected: { ...tellChange(corrected), was: whatItWas(story, seq) } }),
    ...(retracted && { retracted: tellChange(retracted) }),
    ...(story.isErased && { erased: true }),
  };
}

function tellChange({ at, reason }: { at: number; reason: string | undefined }): {
  at: string;
  reason?: string;
} {
  return { at: formatInstant(at), ...(reason !== undefined && { reason }) };
}

function countOf(columns: Columns, seq: number, story: Story | undefined): PostedCount {
  const [low = 0, best = 0, high = 0] = [columns.low[seq], columns.best[seq], columns.high[seq]];
  return shortenCount({
    best,
    ...(low !== best && { low }),
    ...(high !== best && { high }),
    ...(story?.words && { words: story.words.what }),
    ...(columns.isOpen[seq] === 1 && { atLeast: true }),
  });
}

function placeName(columns: Columns, seq: number): string | undefined {
  return columns.placeNames.nameOf(columns.place[seq] ?? BOARD);
}

function claimantName(columns: Columns, seq: number): string {
  return columns.claimantNames.nameOf(columns.claimant[seq] ?? 0) ?? '';
}

function asOfOf(columns: Columns, seq: number): string {
  return formatInstant(columns.asOf[seq] ?? 0);
}
