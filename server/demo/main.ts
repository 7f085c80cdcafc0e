/**
 * `npm run demo`: a server of its own, on an empty database in a temporary folder, on which the public figures of
 * 21 April 2021 are replayed. Its settings are the server's, less DATA_DIR and TOCSIN_ADMIN, and DEMO_MINUTES (10).
 */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { PAGES, pageOf } from '#shared/paths.ts';
import { readConfig, readDemoMinutes } from '../config.ts';
import { endOnSignals } from '../ending.ts';
import { explainFailure } from '../failure.ts';
import { start } from '../start.ts';
import { replay } from './replay.ts';
import { APRIL_21, readScenario } from './scenario.ts';

const ended = new AbortController();

try {
  await runDemo();
} catch (error) {
  if (!ended.signal.aborted) {
    process.stderr.write(explainFailure(error));
    process.exit(1);
  }
}

async function runDemo(): Promise<void> {
  const minutes = readDemoMinutes();
  const config = readConfig();
  const scenario = readScenario(APRIL_21);
  const operator = { name: 'demo', password: randomBytes(9).toString('base64url') };
  const dataDir = mkdtempSync(join(tmpdir(), 'tocsin-demo-'));
  process.on('exit', () => rmSync(dataDir, { recursive: true, force: true }));

  const starting = start({ ...config, dataDir, admin: operator });
  endOnSignals(async () => {
    ended.abort();
    await (await starting)[Symbol.asyncDispose]();
  });
  const running = await starting;
  console.log(`This is a replay of 21 April 2021: ${running.origin}${pageOf('board', scenario.board)}`);
  console.log(`It takes ${minutes} min to watch. Nothing is kept: each start begins anew.`);
  console.log(
    `The desk: ${running.origin}${PAGES.desk}, name ${operator.name}, password ${operator.password}`,
  );

  const signedIn = await running.people.signIn(operator.name, operator.password, { address: 'the demo' });
  const wait = (ms: number) => setTimeout(ms, undefined, { signal: ended.signal });
  const { desk } = running;
  await replay({ scenario, desk, operator: signedIn.operator, lengthMs: minutes * 60_000, wait });
  console.log('The replay is over. The board stays here until you stop the demo.');
}
