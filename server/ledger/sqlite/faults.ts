/** What SQLite's error codes mean for whoever runs the server. */
import { LedgerFault } from '../contract.ts';

const BUSY = 5;
const READONLY = 8;
const IOERR = 10;
const CORRUPT = 11;
const FULL = 13;
const CANTOPEN = 14;
const NOTADB = 26;

const faults = new Map<number, [LedgerFault['code'], string]>([
  [BUSY, ['locked', 'Another program holds the database: end it, then try again.']],
  [READONLY, ['read-only', 'The database cannot be written: make its folder and files writable.']],
  [IOERR, ['failed', 'The disk does not read or write the database as it should: look at the disk.']],
  [CORRUPT, ['damaged', 'The database is damaged: restore a backup.']],
  [
    FULL,
    ['full', 'The disk is full: nothing of this was stored. Make room; writing then goes on by itself.'],
  ],
  [
    CANTOPEN,
    ['read-only', 'The database cannot be opened: make its folder and files readable and writable.'],
  ],
  [NOTADB, ['damaged', 'The database file is not a database: restore a backup.']],
]);

/** A fault with a sentence for the log; one that is a LedgerFault already stays as it is. */
export function faultOf(error: unknown): LedgerFault {
  if (error instanceof LedgerFault) return error;
  const [code, sentence] = faults.get(sqliteCode(error) ?? -1) ?? [
    'failed',
    `The database failed: ${String(error)}`,
  ];
  return new LedgerFault(code, sentence, { cause: error });
}

/** The primary code: the lower byte of an extended one such as 1544. */
function sqliteCode(error: unknown): number | undefined {
  if (!(error instanceof Error && 'errcode' in error)) return undefined;
  return typeof error.errcode === 'number' ? error.errcode & 0xff : undefined;
}
