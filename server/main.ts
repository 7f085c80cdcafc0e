/** The server as a program: it starts and prints its address, or says why it could not start. */
import { readConfig } from './config.ts';
import { endOnSignals } from './ending.ts';
import { explainFailure } from './failure.ts';
import { start } from './start.ts';

try {
  const starting = start(readConfig(), { isDevelopment: process.argv.includes('--dev') });
  endOnSignals(async () => (await starting)[Symbol.asyncDispose]());
  const running = await starting;
  process.stdout.write(`Tocsin is on ${running.origin}\n`);
  if (running.setUpLink)
    process.stdout.write(`Open this once to make the first admin: ${running.setUpLink}\n`);
} catch (error) {
  process.stderr.write(explainFailure(error));
  process.exit(1);
}
