/**
 * The server as a child process that says, when it is asked, for how long at most a turn of its event loop used its
 * thread. It is the thread's own time: what else the machine does is not in it.
 */

import { createLog } from '../../server/log.ts';
import { start } from '../../server/start.ts';
import { CHEAP } from './people.ts';
import { ADMIN } from './server-room.ts';

/** Milliseconds since it was last asked. */
export interface Measured {
  longest: number;
  inAll: number;
}

const readTime = () => {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
};

const running = await start(
  {
    port: 0,
    host: '127.0.0.1',
    dataDir: process.argv[2] ?? '',
    trustProxy: false,
    tickMs: 250,
    logLevel: 'silent',
    admin: ADMIN,
  },
  { log: createLog('silent', { write: () => {} }), passwordCost: CHEAP },
);

let [begun, last, longest] = [readTime(), readTime(), 0];
function turn(): void {
  const now = readTime();
  longest = Math.max(longest, now - last);
  last = now;
  setTimeout(turn, 0);
}
turn();

process.on('message', () => {
  const now = readTime();
  process.send?.({ longest, inAll: now - begun } satisfies Measured);
  [begun, last, longest] = [now, now, 0];
});
process.send?.(`http://127.0.0.1:${running.port}`);
