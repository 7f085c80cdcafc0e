/** The history of one entry: each line that made or changed it, and what it changed. */

import type { Status } from '#shared/entry.ts';
import type { HistoryField } from '#shared/entry-history.ts';
import { differingFields } from '#shared/entry-history.ts';
import type { PublicLine } from '#shared/line.ts';
import type { FeedRow } from '#shared/snapshot.ts';
import type { Api } from '../../net/api.ts';
import type { DeskEntry } from './desk-rows.ts';
import { foldLine } from './desk-rows.ts';

export interface Revision {
  line: PublicLine;
  version: number;
  row: FeedRow;
  /** The row before it; absent of the first. */
  before?: FeedRow;
  /** Fields that differ from the row before. */
  changed: HistoryField[];
}

/** What a line did, as a person would say it. */
export type HistoryEvent =
  | 'posted'
  | 'correction'
  | 'retraction'
  | 'erasure'
  | Status
  | 'key'
  | 'unkey'
  | 'pinned'
  | 'unpinned'
  | 'mark';

export function eventOf(line: PublicLine): HistoryEvent {
  if (!('target' in line)) return 'posted';
  if (line.kind === 'status') return line.status;
  return line.kind === 'mark' ? lookOf(line) : line.kind;
}

function lookOf({ key, pinned }: { key?: boolean; pinned?: boolean }): HistoryEvent {
  if (key !== undefined && pinned !== undefined) return 'mark';
  if (key !== undefined) return key ? 'key' : 'unkey';
  return pinned ? 'pinned' : 'unpinned';
}

/** Newest first. Undefined where the server does not answer or knows no such entry. */
export async function readHistory(api: Api, board: string, id: string): Promise<Revision[] | undefined> {
  const entry = await api.call('entry', { slug: board, id });
  if (entry.is !== 'answered') return undefined;
  const { seq, history } = entry.body;
  // The entry's own answer says what holds now; its line says what was posted.
  const query = { after: seq - 1, before: seq + 1, limit: 1 };
  const posted = await api.call('listEntries', { slug: board, query });
  return posted.is === 'answered' ? foldHistory([...posted.body.entries, ...history]) : undefined;
}

/** @param lines the entry as posted, then its changes, ascending */
export function foldHistory(lines: readonly PublicLine[]): Revision[] {
  const entries = new Map<string, DeskEntry>();
  const revisions: Revision[] = [];
  for (const line of lines) {
    const [known] = entries.values();
    foldLine(entries, line);
    const [entry] = entries.values();
    if (!entry) continue;
    const { row } = entry;
    const before = known?.row;
    const changed = before ? differingFields(before, row) : [];
    revisions.push({ line, version: row.version, row, ...(before && { before }), changed });
  }
  return revisions.reverse();
}
