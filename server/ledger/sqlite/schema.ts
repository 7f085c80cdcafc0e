/** The tables of the embedded database, as a list of migrations that only ever grows at its end. */

import { randomBytes, randomUUID } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { idSchema } from '#shared/ids.ts';
import { LedgerFault } from '../../ledger-fault.ts';

/**
 * An entry's key is its board's number × 2^32 + `seq`: one integer, so that lines are appended at the end of a tree
 * that keeps full pages (a key of two columns leaves them two thirds full: 20 bytes more an entry).
 */
export const BOARD_STEP = 2 ** 32;

const migrations: readonly string[] = [
  `
  CREATE TABLE settings (name TEXT PRIMARY KEY, value ANY NOT NULL) STRICT, WITHOUT ROWID;

  CREATE TABLE boards (no INTEGER PRIMARY KEY CHECK (no BETWEEN 1 AND 1048575), slug TEXT NOT NULL UNIQUE) STRICT;

  CREATE TABLE entries (
    key INTEGER PRIMARY KEY,
    board INTEGER GENERATED ALWAYS AS (key >> 32) VIRTUAL REFERENCES boards (no),
    at INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    as_of INTEGER,
    target INTEGER,                                  -- the key of the line that this one is about
    id BLOB NOT NULL CHECK (length(id) = 16),
    hash BLOB NOT NULL CHECK (length(hash) = 32),
    facts TEXT NOT NULL
  ) STRICT;
  CREATE UNIQUE INDEX entries_by_id ON entries (board, id);
  CREATE INDEX entries_by_target ON entries (target) WHERE target IS NOT NULL;
  CREATE TRIGGER entries_never_change BEFORE UPDATE ON entries
    BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
  CREATE TRIGGER entries_never_go BEFORE DELETE ON entries
    BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

  CREATE TABLE texts (
    key INTEGER NOT NULL REFERENCES entries (key),
    field TEXT NOT NULL,
    salt BLOB NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (key, field)
  ) STRICT, WITHOUT ROWID;

  -- Beside the ledger, never in a leaf: who posted, when it came in, and what tells a repeat from a conflict.
  CREATE TABLE authors (no INTEGER PRIMARY KEY, author TEXT NOT NULL UNIQUE) STRICT;
  CREATE TABLE receipts (
    key INTEGER PRIMARY KEY REFERENCES entries (key),
    author INTEGER REFERENCES authors (no),
    waited INTEGER NOT NULL,                         -- milliseconds from reception to publication
    body BLOB,                                       -- the keyed hash; NULL once the entry's texts were erased
    sum INTEGER NOT NULL                             -- see receipt-sum.ts
  ) STRICT;

  CREATE TABLE secrets (name TEXT PRIMARY KEY, bytes BLOB NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE people (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    folded_name TEXT NOT NULL UNIQUE,
    password_hash TEXT NOT NULL,
    created_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE grants (
    person TEXT NOT NULL REFERENCES people (id),
    board TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('admin', 'editor')),
    PRIMARY KEY (person, board, role)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE sessions (
    token_hash TEXT PRIMARY KEY,
    person TEXT NOT NULL REFERENCES people (id),
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX sessions_by_person ON sessions (person);
  CREATE TABLE invites (
    token_hash TEXT PRIMARY KEY,
    grants TEXT NOT NULL,
    created_by TEXT REFERENCES people (id),
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE audit (
    no INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    person TEXT,
    action TEXT NOT NULL,
    subject TEXT NOT NULL
  ) STRICT;
  `,
];

/**
 * Migrates a database to the newest version; each step is one transaction.
 * @throws LedgerFault `failed` for a database that a newer program wrote.
 */
export function migrate(db: DatabaseSync): void {
  const version = readVersion(db);
  if (version > migrations.length) {
    throw new LedgerFault(
      'failed',
      `The database is of version ${version}, this program knows versions up to ${migrations.length}: start the newer program.`,
    );
  }
  migrations.slice(version).forEach((step, index) => {
    const next = version + index + 1;
    db.exec('BEGIN IMMEDIATE');
    db.exec(step);
    if (next === 1) mintSettings(db);
    db.exec(`PRAGMA user_version = ${next}; COMMIT`);
  });
}

function readVersion(db: DatabaseSync): number {
  return Number(db.prepare('PRAGMA user_version').get()?.user_version);
}

function mintSettings(db: DatabaseSync): void {
  db.prepare(`INSERT INTO settings (name, value) VALUES ('body_key', ?)`).run(randomBytes(32));
}

/** Writes a new epoch: readers whose position is of an older one start over. */
export function mintEpoch(db: DatabaseSync): void {
  db.prepare(`INSERT OR REPLACE INTO settings (name, value) VALUES ('epoch', ?)`).run(randomUUID());
}

export function readEpoch(db: DatabaseSync): string {
  return String(readSetting(db, 'epoch'));
}

/** Whether an epoch can be read: a damaged one would not even fit into an answer's head. */
export function hasEpoch(db: DatabaseSync): boolean {
  return idSchema.safeParse(readEpoch(db)).success;
}

/** 32 random bytes, minted with the database. */
export function readBodyKey(db: DatabaseSync): Uint8Array {
  const key = readSetting(db, 'body_key');
  if (key instanceof Uint8Array && key.length === 32) return key;
  throw new LedgerFault('damaged', 'The database lacks its key: restore a backup.');
}

function readSetting(db: DatabaseSync, name: string): unknown {
  return db.prepare('SELECT value FROM settings WHERE name = ?').get(name)?.value;
}
