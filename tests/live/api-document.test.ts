/** What the documents tell other programs to do, done word for word against a real server. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { REFUSALS } from '../../server/refusal.ts';
import { LIMITS } from '../../shared/limits.ts';
import { readBlock, readBlocks, readDocument } from '../support/document.ts';
import { ensureProgram } from '../support/find-program.ts';
import { makeDataDir, startProgram } from '../support/server-process.ts';

beforeAll(() => ensureProgram('curl'));

/** A fresh server with the variables that the document starts it with. */
async function startAsTold(path: string): Promise<{ url: string; folder: string }> {
  const told = /^(\w+)=(\S+) npm start$/m.exec(readBlock(path, 'sh start'));
  if (!told?.[1]) throw new Error(`${path} does not say how to start.`);
  const dataDir = await makeDataDir();
  const program = startProgram({ [told[1]]: told[2], DATA_DIR: join(dataDir, 'data') });
  return { url: await program.url, folder: dataDir };
}

/** Runs a block as it stands, on the server's own port. A request that is refused ends it. */
async function runShell(code: string, { url, folder }: { url: string; folder: string }) {
  const failing = 'curl() { command curl -sS --fail-with-body -w "\\n" "$@"; }';
  const script = `${failing}\n${code.replaceAll('http://localhost:3000', url)}`;
  const child = spawn('bash', ['-eo', 'pipefail', '-c', script], { cwd: folder });
  let out = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      out += chunk.toString();
    });
  }
  const [exit] = await once(child, 'close');
  return { exit: exit as number, out };
}

test.each(['README.md', 'docs/api.md'])('O30: the examples of %s, one after the other', async (path) => {
  const server = await startAsTold(path);
  const examples = readBlocks(path).filter(({ code }) => code.includes('http://localhost:3000'));
  expect(examples.length).toBeGreaterThan(0);
  for (const { info, code } of examples) {
    const { exit, out } = await runShell(code, server);
    expect([info, exit === 0, out]).toEqual([info, info !== 'sh refused', expect.any(String)]);
    if (info === 'sh refused') expect(out).toContain('"pointer":"#/count/low"');
  }
  // A snapshot may lag an acknowledged post by a tick.
  const headline = async () =>
    (await (await fetch(`${server.url}/api/v1/boards/rallies`)).json()).headline.arrest.best;
  await expect.poll(headline).toBe(path === 'README.md' ? 12 : 459);
});

test('O30: ids made as docs/api.md says are steady, and the server takes them', async () => {
  const server = await startAsTold('docs/api.md');
  const [signingIn, making] = readBlocks('docs/api.md').filter(({ info }) => info === 'sh');
  await runShell(`${signingIn?.code}\n${making?.code}`, server);
  const module = join(server.folder, 'id.mjs');
  await writeFile(module, readBlock('docs/api.md', 'js id'));
  const { idFor } = await import(module);
  const id: string = idFor('a key', 'kazan;12;19:31');
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(idFor('a key', 'kazan;12;19:31')).toBe(id);
  expect(idFor('another key', 'kazan;12;19:31')).not.toBe(id);
  const entry = JSON.stringify({ id, kind: 'update', text: 'Seen.', asOf: '2021-04-21T19:31+03:00' });
  const posting = `curl -b jar -H 'content-type: application/json' -d '${entry}' \\
    -o /dev/null -w '%{http_code}' http://localhost:3000/api/v1/boards/rallies/entries`;
  expect([await runShell(posting, server), await runShell(posting, server)].map(({ out }) => out)).toEqual([
    '201',
    '200',
  ]);
});

test('O32: the errors of docs/api.md are those that the server answers', () => {
  const told = [...readDocument('docs/api.md').matchAll(/^\| `\/problems\/(\S+)` \| (\d+) \| (.*) \|$/gm)];
  const rows = told.map(([, code, status, title]) => ({ code, status: Number(status), title }));
  expect(rows).toEqual(
    Object.entries(REFUSALS).map(([code, { status, title }]) => ({ code, status, title })),
  );
});

test('O32: the limits of docs/api.md are those of the server', () => {
  const [, section = ''] = readDocument('docs/api.md').split('## Limits');
  const told = Object.fromEntries(
    [...section.matchAll(/^\| (.*?) \| (.*) \|$/gm)].map(([, what, most]) => [what, most]),
  );
  const whole = (value: number) => value.toLocaleString('en');
  expect(told).toMatchObject({
    'one JSON body, one frame of a socket': `${LIMITS.jsonBytes / 1024} KB`,
    'a body of entries or a board; after unpacking, too': `${LIMITS.bulkBytes / 1024 ** 2} MB`,
    'entries of one batch': whole(LIMITS.batch),
    nesting: whole(LIMITS.depth),
    'a text or a reason': `${whole(LIMITS.textCodePoints)} characters`,
    "sources of an entry; each one's address and title": `${LIMITS.sources}; ${LIMITS.sourceCodePoints} characters`,
    'a count': whole(LIMITS.count),
    "an `asOf` ahead of the server's clock": `${LIMITS.asOfAheadMs / 1_000} s`,
    'lines of one page of `entries`; where nothing is asked for': `${whole(LIMITS.entriesPageMax)}; ${LIMITS.entriesPage}`,
    'points of a `series` that is asked for': whole(LIMITS.seriesPointsMax),
    'places of a board; levels of them': `${whole(LIMITS.places)}; ${LIMITS.placeLevels}`,
    'claimants of a board': whole(LIMITS.claimants),
  });
});
