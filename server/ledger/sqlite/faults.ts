/** What the error codes of SQLite and of the file system mean for whoever runs the server. */
import { sayFault } from '../../fault-sentence.ts';
import { LedgerFault } from '../../ledger-fault.ts';

const BUSY = 5;
const READONLY = 8;
const IOERR = 10;
const CORRUPT = 11;
const FULL = 13;
const CANTOPEN = 14;
const NOTADB = 26;
/** There is no room for the shared-memory index that SQLite keeps beside its log. */
const IOERR_SHMSIZE = 4_874;

const faults = new Map<number, [LedgerFault['code'], string]>([
  [BUSY, ['locked', 'Another program holds the database: end it, then try again.']],
  [READONLY, ['read-only', 'The database cannot be written: make its folder and files writable.']],
  [IOERR, ['failed', 'The disk does not read or write the database as it should: look at the disk.']],
  [CORRUPT, ['damaged', 'tocsin.db is damaged: restore a backup.']],
  [
    FULL,
    ['full', 'The disk is full: nothing of this was stored. Make room; writing then goes on by itself.'],
  ],
  [
    CANTOPEN,
    ['read-only', 'The database cannot be opened: make its folder and files readable and writable.'],
  ],
  [NOTADB, ['damaged', 'tocsin.db is not a database: nothing was changed in it; restore a backup.']],
]);

const unusable: [LedgerFault['code'], string] = [
  'read-only',
  'The folder cannot be made or written: make it writable.',
];
const noRoom: [LedgerFault['code'], string] = [
  'full',
  'The disk is full: make room; writing then goes on by itself.',
];
const inUse: [LedgerFault['code'], string] = ['locked', 'Another program holds the folder.'];

const systemFaults = new Map([
  ...['EROFS', 'EACCES', 'EPERM', 'ENOTDIR', 'EEXIST', 'ENOENT'].map((code) => [code, unusable] as const),
  ...['ENOSPC', 'EDQUOT'].map((code) => [code, noRoom] as const),
  ['EADDRINUSE', inUse] as const,
]);

/** Whether the error means that what is stored is damaged: that is one board's damage, and no failure of the store. */
export function isDamage(error: unknown): error is LedgerFault {
  return error instanceof LedgerFault && error.code === 'damaged';
}

/** The error as a LedgerFault with a sentence for the log; a LedgerFault is returned as it is. */
export function faultOf(error: unknown): LedgerFault {
  if (error instanceof LedgerFault) return error;
  const [code, sentence] = meaningOf(error) ?? ['failed', `The store failed: ${sayFault(error)}`];
  return new LedgerFault(code, sentence, { cause: error });
}

function meaningOf(error: unknown): [LedgerFault['code'], string] | undefined {
  if (!(error instanceof Error)) return undefined;
  if ('errcode' in error && error.errcode === IOERR_SHMSIZE) return faults.get(FULL);
  // The lower byte of an extended code such as 1544 is the primary one.
  if ('errcode' in error && typeof error.errcode === 'number') return faults.get(error.errcode & 0xff);
  return 'code' in error && typeof error.code === 'string' ? systemFaults.get(error.code) : undefined;
}
