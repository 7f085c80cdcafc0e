/** The desk as its components see it: one board, the session, the outbox and the composer, handed down from the entry. */
import type { ComputedRef, InjectionKey, Ref, ShallowRef } from 'vue';
import { inject } from 'vue';
import type { Board } from '#shared/board.ts';
import type { Snapshot } from '#shared/snapshot.ts';
import type { Lang } from '#shared/text.ts';
import type { Instant } from '#shared/time.ts';
import type { Api } from '../net/api.ts';
import type { DeskLine } from '../net/desk-line.ts';
import type { LinkState } from '../net/link.ts';
import type { DeskWords } from '../words/desk-words.ts';
import type { DeskComposer } from './composer/desk-composer.ts';
import type { DeskLedger } from './ledger/desk-ledger.ts';
import type { Outbox } from './outbox/outbox.ts';
import type { OutboxStorage } from './outbox/outbox-item.ts';
import type { DeskSession } from './people/desk-session.ts';

/** What every screen of the desk has, signed in or not. */
export interface Desk {
  lang: Lang;
  words: DeskWords;
  api: Api;
  session: DeskSession;
  outbox: Outbox;
  storage: OutboxStorage;
  line: DeskLine;
  /** Who is signed in; empty while nobody is. */
  author(): string;
  now: Readonly<Ref<Instant>>;
  /** The server's time, as well as it is known. */
  serverNow(): Instant;
}

/** One board that is open at the desk. */
export interface OpenBoard {
  slug: string;
  snapshot: ComputedRef<Snapshot>;
  board: ComputedRef<Board>;
  link: Readonly<ShallowRef<LinkState>>;
  /** Since when the board's numbers are withheld, where they are. */
  withheld: Readonly<Ref<Instant | undefined>>;
  lastHeard: Readonly<Ref<Instant | undefined>>;
  tryNow(): void;
  ledger: DeskLedger;
  composer: DeskComposer;
}

export const deskKey: InjectionKey<Desk> = Symbol('desk');
export const openBoardKey: InjectionKey<OpenBoard> = Symbol('open board');

/** @throws Error outside of the desk. */
export function useDesk(): Desk {
  const desk = inject(deskKey);
  if (!desk) throw new Error('there is no desk here');
  return desk;
}

/** @throws Error where no board is open. */
export function useOpenBoard(): OpenBoard {
  const open = inject(openBoardKey);
  if (!open) throw new Error('no board is open here');
  return open;
}
