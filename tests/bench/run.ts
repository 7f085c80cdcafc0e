/** Runs each benchmark in a process of its own, one after the other. `npm run bench ledger` runs those whose name has it. */
import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { basename, join } from 'node:path';

const wanted = process.argv.slice(2);
const files = globSync('*.bench.ts', { cwd: import.meta.dirname })
  .filter((file) => wanted.length === 0 || wanted.some((name) => basename(file).includes(name)))
  .sort();

for (const file of files) {
  console.log(`\n# ${basename(file, '.bench.ts')}`);
  const { status } = spawnSync(process.execPath, [join(import.meta.dirname, file)], { stdio: 'inherit' });
  if (status !== 0) process.exitCode = 1;
}
