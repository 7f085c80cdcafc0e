/**
 * What an entry has beyond its number: texts, and what became of it. Few entries have any, so these are objects in a map.
 *
 * An entry as posted and its changes are kept, not only what they come to: when a change's texts are erased, what holds
 * is worked out anew, as when the ledger, from which the texts are gone, is read again from its beginning.
 */
import type { RowChange } from '../change-row.ts';
import { changeRow, eraseChange, eraseRow } from '../change-row.ts';
import type { FeedRow } from '../snapshot.ts';

export interface Story {
  posted: FeedRow;
  /** Ascending by the `seq` of their lines. */
  changes: { seq: number; change: RowChange }[];
  /** The `seq` of each line that erased texts about it, ascending. */
  erasures: number[];
  /** What the changes have made of what was posted: the entry as it holds. */
  row: FeedRow;
}

export function beginStory(posted: FeedRow): Story {
  return { posted, changes: [], erasures: [], row: posted };
}

/** Whether there is more to keep of a posted entry than its number. */
export function isTold({ text, sources, count, erased }: FeedRow): boolean {
  return text !== undefined || sources !== undefined || erased === true || typeof count === 'object';
}

export function tellChange(story: Story, seq: number, change: RowChange): void {
  story.changes.push({ seq, change });
  story.row = changeRow(story.row, change, story.posted);
}

/** Takes away, for good, all texts about the entry: its own, and those of its changes so far. */
export function eraseStory(story: Story): void {
  story.posted = eraseRow(story.posted);
  story.row = eraseRow(story.row);
  story.changes = story.changes.map(({ seq, change }) => ({ seq, change: eraseChange(change) }));
}

/** Takes away what one change said, and leaves what was said before it. */
export function eraseFromStory(story: Story, line: number): void {
  story.changes = story.changes.map(({ seq, change }) => ({
    seq,
    change: seq === line ? eraseChange(change) : change,
  }));
  story.row = story.changes.reduce((row, { change }) => changeRow(row, change, story.posted), story.posted);
}
