/** What a server keeps: the ledger and the people, opened and closed as one. */
import type { Health } from '#shared/answers.ts';
import type { Ledger } from './contract.ts';
import type { PeopleStore } from './people-store.ts';

export interface Store extends AsyncDisposable {
  ledger: Ledger;
  people: PeopleStore;
  /** @throws LedgerFault once the writer ended, or the store was closed: then it serves nothing. */
  health(): Promise<Health>;
  /** Verifies what was not verified before it served: to be called once it does. Never rejects. */
  checkRest(): Promise<void>;
}

/** Where a store says what a person should know. Sentences hold no text of an entry and no address. */
export interface StoreLog {
  info(sentence: string): void;
  warn(sentence: string): void;
  error(sentence: string): void;
}
