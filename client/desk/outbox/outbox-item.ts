/** What an operator wrote, from the key that posts it to the server's word that it is kept. */

import type { Problem, Receipt } from '#shared/answers.ts';
import type { EntryToPost } from '#shared/entry.ts';
import type { FeedRow } from '#shared/snapshot.ts';
import type { Localized } from '#shared/text.ts';
import type { Instant } from '#shared/time.ts';

/**
 * `here`: on this device; once `tried`, no answer came, and nobody knows whether it arrived. `sent`: on its way. A post
 * found so after a crash is sent again, as one that was tried is, under the same id. `kept`: durable at the server.
 * `refused`: the server said no, and why.
 */
export type OutboxState =
  | { is: 'here'; tried?: true }
  | { is: 'sent' }
  | { is: 'kept'; receipt: Receipt }
  | { is: 'refused'; problem: Problem };

export interface OutboxItem {
  /** A random id of this device's making: under it the server takes the entry once, however often it is sent. */
  id: string;
  board: string;
  /** Who wrote it. It waits for them to sign in, and is never sent in another's name. */
  author: string;
  entry: EntryToPost & { id: string };
  /** For a change: the entry it changes, as it stood, so that the row can be shown without the ledger. */
  target?: FeedRow;
  /** The names of the board and the place, which the desk of another board does not know. Left out for changes. */
  names?: { board: Localized; place?: Localized } | undefined;
  /** Milliseconds by this device's clock. */
  writtenAt: Instant;
  state: OutboxState;
}

/** Whether the server has not promised to keep it: it waits, is on its way, or was refused. */
export function isUnsent({ state }: OutboxItem): boolean {
  return state.is !== 'kept';
}

/** Where items and drafts are saved on this device. */
export interface OutboxStorage {
  /** False where the browser saves nothing (private windows): what is unsent is lost with the page. */
  readonly lasting: boolean;
  /** In the order in which they were first written. */
  read(): Promise<OutboxItem[]>;
  /** Resolves once it is on the disk. */
  add(item: OutboxItem): Promise<void>;
  /**
   * Replaces an item by what `to` makes of it, null removing it, in one step that no other tab can come between.
   * Resolves with what `to` made, or undefined where there is no such item.
   */
  change(id: string, to: (item: OutboxItem) => OutboxItem | null): Promise<OutboxItem | null | undefined>;
  readDraft(board: string): Promise<unknown>;
  /** Undefined removes it. */
  writeDraft(board: string, draft: unknown): Promise<void>;
}
