/** What an operator does with an entry that is there, or with a post that waits or was refused. */
import { zoneOf } from '#shared/board.ts';
import type { EntryToPost, Status } from '#shared/entry.ts';
import { readSources } from '#shared/reading/sources.ts';
import type { FeedRow } from '#shared/snapshot.ts';
import type { Instant } from '#shared/time.ts';
import { formatInstant } from '#shared/time.ts';
import { draftOf } from '../composer/correction.ts';
import type { Draft } from '../composer/draft.ts';
import type { OutboxItem } from '../outbox/outbox-item.ts';
import { useDesk, useOpenBoard } from '../use-desk.ts';
import { rowOf } from './desk-list.ts';
import { useRowWords } from './use-row-words.ts';

export interface EntryActions {
  /** Takes the entry into the composer. */
  correct(row: FeedRow): void;
  /** Takes an entry that a fast clock dated into the composer; `meant` is the time that it would have had, where that is known. */
  correctTime(row: FeedRow, meant: Instant | undefined): void;
  /** Confirms it, disputes it, or takes either back; with a source where one is typed. */
  setStatus(row: FeedRow, status: Status, source: string): Promise<void>;
  retract(row: FeedRow, reason: string): Promise<void>;
  toggleKey(row: FeedRow): Promise<void>;
  /** Takes a refused or waiting post, or correction, back into the composer; `now` is its target as it is. */
  edit(item: OutboxItem, now?: FeedRow): Promise<void>;
}

export function useEntryActions(): EntryActions {
  const { words, outbox, author, serverNow } = useDesk();
  const { slug, board, composer } = useOpenBoard();
  const { placeName, claimantName } = useRowWords();

  const post = async (entry: EntryToPost, target: FeedRow) => {
    await outbox.add({ board: slug, author: author(), entry, target });
  };
  const draftFor = (row: FeedRow) => {
    const zone = zoneOf(board.value, row.place ?? null);
    return draftOf(row, {
      place: placeName(row.place),
      claimant: claimantName(row.claimant),
      zone,
      now: serverNow(),
    });
  };

  return {
    correct: (row) => composer.fill(draftFor(row)),
    correctTime(row, meant) {
      const dated = meant === undefined ? row : { ...row, asOf: formatInstant(meant) };
      composer.fill({ ...draftFor(dated), correcting: row, reason: words.clock.reason });
    },
    setStatus(row, status, source) {
      const sources = readSources(source);
      const change = { kind: 'status', target: row.id, version: row.version, status } as const;
      return post({ ...change, ...(sources.length > 0 && { sources }) }, row);
    },
    retract: (row, reason) =>
      post({ kind: 'retraction', target: row.id, version: row.version, reason: reason.trim() }, row),
    toggleKey: (row) =>
      post({ kind: 'mark', target: row.id, version: row.version, key: row.key !== true }, row),
    async edit(item, now) {
      const draft = draftOfItem(item, now ?? item.target, draftFor);
      if (draft) composer.fill(draft);
      await outbox.discard(item.id);
    },
  };
}

/** What the composer held when the post was made; undefined for changes that are not made in the composer. */
function draftOfItem(
  item: OutboxItem,
  target: FeedRow | undefined,
  draftFor: (row: FeedRow) => Draft,
): Draft | undefined {
  const row = rowOf(item);
  if (row) {
    const { correcting: _none, ...draft } = draftFor(row);
    return draft;
  }
  if (item.entry.kind !== 'correction' || !target) return undefined;
  const { set, reason } = item.entry;
  const fields = Object.entries(set).map(([field, value]) => [field, value ?? undefined]);
  // A correction names an entry's fields; null empties one.
  const corrected = { ...target, ...Object.fromEntries(fields) } as FeedRow;
  return { ...draftFor(corrected), correcting: target, reason };
}
