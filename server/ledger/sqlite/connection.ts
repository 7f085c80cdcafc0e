/** Connections to the embedded database, each with the same safeguards. */
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';

/** Ids are random, so each entry writes an index page of its own to the log: half the size, a tenth more entries a second. */
const PAGE_BYTES = 2048;

/**
 * The one connection that writes. `synchronous = FULL`: a power cut loses no commit (with NORMAL it loses acknowledged
 * entries in most cuts). No automatic checkpoints: a commit must not wait for one. `secure_delete`: an erased text is
 * overwritten with zeros.
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

/** A connection to a database that nobody can change: it needs neither log nor index beside it, nor the right to make them. */
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
