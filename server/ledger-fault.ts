/**
 * What went wrong with the store itself. `full` and `busy` pass by themselves; the others need a person.
 * The sentence is fit for the log: no address, no text of an entry.
 */
export class LedgerFault extends Error {
  readonly code: 'full' | 'read-only' | 'damaged' | 'behind-witness' | 'locked' | 'closed' | 'failed';
  constructor(code: LedgerFault['code'], sentence: string, options?: ErrorOptions) {
    super(sentence, options);
    this.name = 'LedgerFault';
    this.code = code;
  }
}
