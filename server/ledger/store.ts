/** The store of a server: the ledger and the people, opened and closed together. */
import type { Health } from '#shared/answers.ts';
import type { Ledger } from './contract.ts';
import type { PeopleStore } from './people-store.ts';

export interface Store extends AsyncDisposable {
  ledger: Ledger;
  people: PeopleStore;
  /** @throws LedgerFault once a worker has ended or the store is closed: it serves nothing then */
  health(): Promise<Health>;
  /** Verifies the lines that `openStore` left out; to be called once the server serves. Never rejects. */
  checkRest(): Promise<void>;
}

/** The log of a store. Its sentences hold no text of an entry and no address. */
export interface StoreLog {
  info(sentence: string): void;
  warn(sentence: string): void;
  error(sentence: string): void;
}
