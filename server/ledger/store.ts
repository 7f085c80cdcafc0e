/** What a server keeps: the ledger and the people, opened and closed as one. */
import type { Ledger } from './contract.ts';
import type { PeopleStore } from './people-store.ts';

export interface Store extends AsyncDisposable {
  ledger: Ledger;
  people: PeopleStore;
  /**
   * Whether it can serve: resolves while it can.
   * @throws LedgerFault with what is wrong once damage was found, the writer ended, or the store was closed.
   */
  ready(): Promise<void>;
}

/** Where a store says what a person should know. Sentences hold no text of an entry and no address. */
export interface StoreLog {
  info(sentence: string): void;
  warn(sentence: string): void;
  error(sentence: string): void;
}
