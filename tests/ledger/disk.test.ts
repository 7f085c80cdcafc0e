/** Disks that are full, read-only or taken: an honest refusal in one line, and nothing lost. */
import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, chmodSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Ledger } from '../../server/ledger/contract.ts';
import { open } from './closed-folder.ts';
import { appendOne, arrests, batch, draft, makeBoard, readAll, update } from './drafts.ts';
import { scratchFolder } from './scratch.ts';
import { mountSmallDisk, run } from './small-disk.ts';

/** Posts until the store refuses; says how many entries it took, and the refusal. */
async function postUntilRefused(ledger: Ledger): Promise<{ taken: number; fault: unknown }> {
  for (let taken = 0; ; taken++) {
    try {
      await appendOne(ledger, batch('march', [draft(update('x'.repeat(2_000)))]));
    } catch (fault) {
      return { taken, fault };
    }
  }
}

const full = { code: 'full', message: expect.stringContaining('The disk is full') };

describe('a full disk', () => {
  // Mutants: the failed transaction stays open; a refused entry's number is not given again.
  test('L14: refuses, loses nothing, goes on reading, and writes again when there is room', async () => {
    const disk = mountSmallDisk('4m');
    const folder = disk?.folder ?? scratchFolder();
    const ballast = join(folder, 'ballast');
    if (disk) writeFileSync(ballast, Buffer.alloc(2_000_000));
    await using store = await open(folder, disk ? {} : { maxPages: 200 });
    await makeBoard(store.ledger);
    const { taken, fault } = await postUntilRefused(store.ledger);
    expect(fault).toMatchObject(full);
    expect(await store.health()).toEqual({ status: 'reading-only', why: 'The disk is full.' });
    expect(await readAll(store.ledger, 'march', 1)).toHaveLength(taken);

    rmSync(ballast, { force: true });
    if (!disk) await store[Symbol.asyncDispose]();
    await using roomy = disk ? store : await open(folder);
    const { entries } = await appendOne(roomy.ledger, batch('march', [draft(arrests(1))]));
    expect(entries).toMatchObject([{ seq: taken + 2 }]);
    expect(await roomy.ledger.verify('march')).toBeUndefined();
  });

  // Mutant: a fault of the witness or of the log's checkpoint reaches the process.
  test('L14: a disk that is full when the store is closed loses nothing either', async () => {
    const disk = mountSmallDisk('4m');
    const folder = disk?.folder ?? scratchFolder();
    const store = await open(folder, disk ? {} : { maxPages: 200 });
    await makeBoard(store.ledger);
    const { taken } = await postUntilRefused(store.ledger);
    await store[Symbol.asyncDispose]();
    const copy = new DatabaseSync(join(folder, 'tocsin.db'), { readOnly: true });
    onTestFinished(() => copy.close());
    expect(copy.prepare('SELECT count(*) AS lines FROM entries').get()).toEqual({ lines: taken + 1 });
  });
});

describe('a start where nothing can be written', () => {
  /** Until not a byte more fits. */
  function fill(file: string): void {
    for (const bytes of [262_144, 4_096, 512]) {
      try {
        for (;;) appendFileSync(file, Buffer.alloc(bytes, 1));
      } catch {
        // It is full for pieces of this size.
      }
    }
  }

  // Mutants: a full disk stops the start; there is no room for the index that SQLite reads by; writing never comes back.
  test('L34: a disk that is full at the start is read, and written again once there is room', async () => {
    const disk = mountSmallDisk('4m');
    const folder = disk?.folder ?? scratchFolder();
    const ballast = join(folder, 'ballast');
    {
      await using store = await open(folder);
      await makeBoard(store.ledger);
    }
    if (!disk) return;
    fill(ballast);
    await using store = await open(folder);
    expect(await store.health()).toEqual({ status: 'reading-only', why: 'The disk is full.' });
    expect(await readAll(store.ledger)).toHaveLength(1);
    await expect(appendOne(store.ledger, batch('march', [draft(arrests(1))]))).rejects.toMatchObject(full);
    rmSync(ballast);
    expect(await store.health()).toEqual({ status: 'ready' });
    await appendOne(store.ledger, batch('march', [draft(arrests(1))]));
  });

  // Mutants: a read-only folder is refused; one whose log is pending is read without it.
  test('L35: a folder that may only be read is read, and refused in one line where entries wait in its log', async () => {
    const disk = mountSmallDisk('4m');
    if (!disk) return;
    const { folder } = disk;
    {
      await using store = await open(folder);
      await makeBoard(store.ledger);
    }
    run('mount', '-o', 'remount,ro', folder);
    {
      await using store = await open(folder);
      expect(await store.health()).toEqual({
        status: 'reading-only',
        why: 'The data folder cannot be written.',
      });
      expect(await readAll(store.ledger)).toHaveLength(1);
      await expect(appendOne(store.ledger, batch('march', [draft(arrests(1))]))).rejects.toMatchObject({
        code: 'read-only',
      });
    }
    run('mount', '-o', 'remount,rw', folder);
    writeFileSync(join(folder, 'tocsin.db-wal'), 'entries that wait');
    run('mount', '-o', 'remount,ro', folder);
    await expect(open(folder)).rejects.toThrow(/^DATA_DIR \S+: tocsin\.db-wal holds entries [^\n]+$/);
  });
});

describe('a folder that cannot be used', () => {
  test('L15: a folder that cannot be written is refused in one line that names it', async () => {
    const disk = mountSmallDisk('4m');
    const folder = disk ? disk.folder : unwritableFolder();
    disk?.makeReadOnly();
    const refusal = open(folder);
    await expect(refusal).rejects.toMatchObject({ name: 'LedgerFault', code: 'read-only' });
    await expect(refusal).rejects.toThrow(new RegExp(`^DATA_DIR ${folder}: [^\\n]+writable\\.$`));
  });

  /** The superuser writes where permissions say no: there it is a folder that lies in a file. */
  function unwritableFolder(): string {
    const folder = scratchFolder();
    if (process.getuid?.() === 0) {
      writeFileSync(join(folder, 'file'), '');
      return join(folder, 'file', 'below');
    }
    chmodSync(folder, 0o555);
    return folder;
  }

  test('L15: a file that is no database is refused', async () => {
    const folder = scratchFolder();
    writeFileSync(
      join(folder, 'tocsin.db'),
      'Not a database at all, and long enough to be looked at. '.repeat(40),
    );
    await expect(open(folder)).rejects.toMatchObject({
      code: 'damaged',
      message: expect.stringContaining(folder),
    });
  });

  test('L15: a database that a newer program wrote is refused, with both versions', async () => {
    const folder = scratchFolder();
    await (await open(folder))[Symbol.asyncDispose]();
    const db = new DatabaseSync(join(folder, 'tocsin.db'));
    db.exec('PRAGMA user_version = 99');
    db.close();
    await expect(open(folder)).rejects.toThrow(/version 99, this program knows versions up to \d+/);
  });
});

describe('a folder that is in use', () => {
  const inUse = (folder: string) =>
    `DATA_DIR ${folder}: The data folder ${folder} is in use by another Tocsin`;

  async function startOther(folder: string): Promise<{ child: ChildProcess; says: string }> {
    const child = spawn(process.execPath, [
      fileURLToPath(new URL('./lock-child.ts', import.meta.url)),
      folder,
    ]);
    onTestFinished(() => void child.kill('SIGKILL'));
    const [said] = await once(child.stdout, 'data');
    return { child, says: String(said) };
  }

  // Mutant: a lock file that kill -9 leaves behind.
  test('L16: a second process is refused while the first lives, and taken once it was killed', async () => {
    const folder = scratchFolder();
    const { child, says } = await startOther(folder);
    expect(says).toBe('open\n');
    await expect(open(folder)).rejects.toMatchObject({ code: 'locked' });
    expect((await startOther(folder)).says).toContain(inUse(folder));
    child.kill('SIGKILL');
    await once(child, 'exit');
    await (await open(folder))[Symbol.asyncDispose]();
  });

  // Mutant: the lock is the file alone.
  test('L16: a second process is refused also where somebody deleted the lock file', async () => {
    const folder = scratchFolder();
    await startOther(folder);
    rmSync(join(folder, 'tocsin.lock'));
    await expect(open(folder)).rejects.toThrow(inUse(folder));
  });

  test('L16: what somebody wrote into the lock file keeps nobody out, and says nothing of the database', async () => {
    const folder = scratchFolder();
    {
      await using store = await open(folder);
      await makeBoard(store.ledger);
    }
    writeFileSync(
      join(folder, 'tocsin.lock'),
      'Not a lock at all, and long enough to be looked at. '.repeat(40),
    );
    await using store = await open(folder);
    expect(await readAll(store.ledger)).toHaveLength(1);
    await expect(open(folder)).rejects.toThrow(inUse(folder));
  });

  test('L16: a second store of the same process is refused as well', async () => {
    const folder = scratchFolder();
    await using first = await open(folder);
    await expect(open(folder)).rejects.toThrow(inUse(folder));
    await makeBoard(first.ledger);
  });
});

describe('who may read the folder', () => {
  const modesIn = (folder: string) =>
    Object.fromEntries(
      ['', ...readdirSync(folder)].map((name) => [
        name,
        (statSync(join(folder, name)).mode & 0o777).toString(8),
      ]),
    );
  const expectOwnersAlone = (modes: Record<string, string>) => {
    const { '': folder, ...files } = modes;
    expect(folder).toBe('700');
    expect(Object.keys(files).length).toBeGreaterThan(3);
    expect(new Set(Object.values(files))).toEqual(new Set(['600']));
  };

  test('L30: the folder and every file in it are their owner’s alone, those that were not are made so', async () => {
    const folder = join(scratchFolder(), 'data');
    {
      await using store = await open(folder);
      await makeBoard(store.ledger);
      expectOwnersAlone(modesIn(folder));
    }
    chmodSync(folder, 0o755);
    for (const name of readdirSync(folder)) chmodSync(join(folder, name), 0o644);
    await using store = await open(folder);
    await appendOne(store.ledger, batch('march', [draft(arrests(1))]));
    expectOwnersAlone(modesIn(folder));
  });
});
