/** Another process that wants the same folder: says `open`, and holds it until it is killed, or says why it cannot. */
import { systemClock } from '../../server/clock.ts';
import { openStore } from '../../server/ledger/sqlite/open-store.ts';

const [, , folder = ''] = process.argv;
try {
  await openStore({ dataDir: folder, clock: systemClock });
  console.log('open');
} catch (error) {
  console.log(error instanceof Error ? error.message : error);
  process.exit(1);
}
