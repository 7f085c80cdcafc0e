/** How the program ends: a signal is answered with a clean end, a second one at once. */
import { sayFault } from './fault-sentence.ts';

/**
 * A clean end exits with 0, one that fails with 1. To be called while the program still starts: as the first process of
 * a container it would not even notice a signal that nothing waits for.
 */
export function endOnSignals(end: () => Promise<void>): void {
  let isEnding = false;
  const exit = async () => {
    if (isEnding) process.exit(1);
    isEnding = true;
    try {
      await end();
      process.exit(0);
    } catch (error) {
      process.stderr.write(`Tocsin did not end cleanly: ${sayFault(error)}\n`);
      process.exit(1);
    }
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void exit());
}
