/** Connections to the embedded database, each with the same safeguards. */
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';

/** Half of SQLite's default. Ids are random, so each entry changes an index page of its own: a tenth faster with these. */
const PAGE_BYTES = 2048;

/**
 * The one connection that writes. `synchronous = FULL`: a power cut loses no commit (with NORMAL most cuts lose
 * acknowledged entries). There are no automatic checkpoints, since a commit must not wait for one. `secure_delete`
 * overwrites an erased text with zeros.
 */
export function openWriter(path: string): DatabaseSync {
  const db = new DatabaseSync(path, { timeout: 50, defensive: true });
  db.exec(`
    PRAGMA trusted_schema = OFF;
    PRAGMA page_size = ${PAGE_BYTES};
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    PRAGMA secure_delete = ON;
    PRAGMA recursive_triggers = ON;
    PRAGMA wal_autocheckpoint = 0;
    PRAGMA cache_size = -32768;
  `);
  return db;
}

/** A connection to a database that nobody can change: SQLite makes no file beside it. */
export function openImmutable(path: string): DatabaseSync {
  const url = `${pathToFileURL(path).href}?immutable=1`;
  const db = new DatabaseSync(url, { readOnly: true, defensive: true });
  db.exec('PRAGMA trusted_schema = OFF; PRAGMA cache_size = -16384');
  return db;
}

/** A connection that reads beside the writer. */
export function openReader(path: string): DatabaseSync {
  const db = new DatabaseSync(path, { timeout: 1_000, readOnly: true, defensive: true });
  db.exec('PRAGMA trusted_schema = OFF; PRAGMA cache_size = -16384');
  return db;
}

/** A connection that may move the log into the database; it changes nothing else. */
export function openUpkeep(path: string): DatabaseSync {
  const db = new DatabaseSync(path, { timeout: 50, defensive: true });
  db.exec('PRAGMA trusted_schema = OFF; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 0');
  return db;
}
