import { once } from 'node:events';
import { readdir, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { main, makeDataDir, startProgram } from '../support/server-process.ts';
import { ADMIN, BOARD, createCaller, signIn } from '../support/server-room.ts';

const post = (text: string) => ({ kind: 'update', text, id: crypto.randomUUID() });
const noAdmin = { TOCSIN_ADMIN: undefined };

test('B20: it says in one line where it is, warns of nothing, and ends with 0 when told to', async () => {
  const program = startProgram({ DATA_DIR: await makeDataDir() });
  await program.url;
  program.child.kill('SIGTERM');
  expect(await program.exited).toBe(0);
  expect(program.printed.err).toBe('');
  expect(program.printed.out).toMatch(/^Tocsin is on http:\/\/localhost:\d+\n$/);
});

test('B20: told to end while it still starts, it ends with 0 as well', async () => {
  const dataDir = await makeDataDir();
  const program = startProgram({ DATA_DIR: dataDir });
  // The store is being opened, which on a large ledger takes seconds.
  await expect.poll(() => readdir(dataDir), { interval: 1, timeout: 20_000 }).toContain('tocsin.db');
  program.child.kill('SIGTERM');
  expect(await program.exited).toBe(0);
  expect(program.printed.err).toBe('');
});

test('B21: the first start prints a link; whoever opens it becomes the admin, once, and the next start prints none', async () => {
  const dataDir = await makeDataDir();
  const program = startProgram({ DATA_DIR: dataDir, ...noAdmin });
  const url = await program.url;
  await expect.poll(() => program.printed.out).toContain('/desk/join#');
  const [, invite] = /\/desk\/join#(\S+)\n/.exec(program.printed.out) ?? [];
  const join = () =>
    createCaller(url, '').call('/api/v1/people', { method: 'POST', body: { ...ADMIN, invite } });
  expect(await join()).toMatchObject({ status: 201, body: { grants: [{ board: '*', role: 'admin' }] } });
  expect((await join()).status).toBe(410);
  program.child.kill('SIGINT');
  expect(await program.exited).toBe(0);
  const again = startProgram({ DATA_DIR: dataDir, ...noAdmin });
  await again.url;
  again.child.kill('SIGTERM');
  await again.exited;
  expect(again.printed.out).toMatch(/^Tocsin is on \S+\n$/);
});

test('B22: every setting that is wrong is named in a line of its own, and nothing is started', async () => {
  const dataDir = await makeDataDir();
  const program = startProgram({
    DATA_DIR: join(dataDir, 'none'),
    PORT: '99999',
    HOST: 'not a host',
    TICK_MS: 'fast',
    LOG_LEVEL: 'loud',
    PUBLIC_URL: 'tocsin.example',
    TRUST_PROXY: 'everybody',
    TOCSIN_ADMIN: 'Anna:secret',
    DATABASE_URL: 'postgres://me:hidden@db/tocsin',
  });
  expect(await program.exited).toBe(1);
  const lines = program.printed.err.trimEnd().split('\n');
  expect(lines.map((line) => line.split(' ')[0])).toEqual([
    'PORT',
    'HOST',
    'PUBLIC_URL',
    'TRUST_PROXY',
    'TICK_MS',
    'LOG_LEVEL',
    'TOCSIN_ADMIN',
    'DATABASE_URL',
  ]);
  expect(program.printed.err).not.toMatch(/secret|hidden/);
  expect(program.printed.out).toBe('');
  expect(await readdir(dataDir)).toEqual([]);
});

test('B23: a port or a data folder that is in use stops the start with one clear line', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  onTestFinished(() => void taken.close());
  await once(taken, 'listening');
  // A server that listens on a port has an address of this form.
  const { port } = taken.address() as AddressInfo;
  const dataDir = await makeDataDir();
  const second = startProgram({ DATA_DIR: dataDir, PORT: String(port) });
  expect(await second.exited).toBe(1);
  expect(second.printed.err).toBe(`Something else listens on 127.0.0.1:${port}: set PORT to another port.\n`);
  const first = startProgram({ DATA_DIR: dataDir });
  await first.url;
  const third = startProgram({ DATA_DIR: dataDir });
  expect(await third.exited).toBe(1);
  expect(third.printed.err).toMatch(/^DATA_DIR .* in use .*\n$/);
});

test('B24: told to stop under load it loses nothing that it acknowledged, and ends with 0', async () => {
  const dataDir = await makeDataDir();
  const program = startProgram({ DATA_DIR: dataDir });
  const url = await program.url;
  const admin = await signIn(url, ADMIN);
  await admin.call('/api/v1/boards', { method: 'POST', body: BOARD });
  const acknowledged: string[] = [];
  const unanswered: string[] = [];
  const postOn = async (): Promise<void> => {
    const entry = post('News');
    const reply = await admin.post(entry).catch(() => undefined);
    // A connection that is cut in mid-answer would be one too many.
    if (!reply) unanswered.push(entry.id);
    if (reply?.status !== 201) return;
    acknowledged.push(entry.id);
    if (acknowledged.length === 100) program.child.kill('SIGTERM');
    return postOn();
  };
  await Promise.all(Array.from({ length: 16 }, postOn));
  expect(await program.exited).toBe(0);
  expect(program.printed.err).toBe('');

  const again = await startProgram({ DATA_DIR: dataDir }).url;
  const { body } = await createCaller(again, '').call<{ entries: { id: string }[] }>(
    '/api/v1/boards/rally/entries?limit=1000&kind=update',
  );
  const stored = new Set(body.entries.map(({ id }) => id));
  expect(acknowledged.length).toBeGreaterThanOrEqual(100);
  expect(acknowledged.filter((id) => !stored.has(id))).toEqual([]);
  expect(stored.size).toBe(acknowledged.length);
  expect(unanswered.filter((id) => stored.has(id))).toEqual([]);
});

test('B25: a second signal ends it at once, whatever is under way', async () => {
  const program = startProgram({ DATA_DIR: await makeDataDir() });
  const { hostname, port } = new URL(await program.url);
  const slow = connect(Number(port), hostname);
  const head = [
    'POST /api/v1/session HTTP/1.1',
    'Host: x',
    'Content-Type: application/json',
    'Content-Length: 9',
  ];
  slow.write(`${head.join('\r\n')}\r\n\r\n{`);
  // Answered on a connection of its own, so that the body that never ends is under way by then.
  await fetch(`http://${hostname}:${port}/healthz`);
  program.child.kill('SIGTERM');
  await expect.poll(() => fetch(`http://${hostname}:${port}/healthz`).catch(() => 'closed')).toBe('closed');
  program.child.kill('SIGTERM');
  expect(await program.exited).toBe(1);
  slow.destroy();
});

test('B28: a file .env in the folder it is started in sets what the environment does not', async () => {
  const folder = await makeDataDir();
  await writeFile(join(folder, '.env'), `LOG_LEVEL=loud\nDATA_DIR=${folder}\n`);
  const wrong = startProgram({}, { cwd: folder });
  expect(await wrong.exited).toBe(1);
  expect(wrong.printed.err).toMatch(/^LOG_LEVEL takes one of /);
  const right = startProgram({ LOG_LEVEL: 'silent' }, { cwd: folder });
  await right.url;
  expect(await readdir(folder)).toContain('tocsin.db');
});

test('B29: under development the pages come from the sources, and making them restarts nothing', async () => {
  const command = ['--watch', main, '--dev'];
  const program = startProgram({ DATA_DIR: await makeDataDir() }, { command });
  const url = await program.url;
  for (let times = 1; times <= 3; times++) {
    expect(await (await fetch(`${url}/desk`)).text()).toContain('src="/client/desk.ts"');
  }
  expect(program.printed.out.match(/Tocsin is on/g)).toHaveLength(1);
});
