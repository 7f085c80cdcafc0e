/** How the program ends: a signal is answered with a clean end, a second one at once. */

/** A clean end exits with 0, one that fails with 1. */
export function endOnSignals(running: AsyncDisposable): void {
  let isEnding = false;
  const end = async () => {
    if (isEnding) process.exit(1);
    isEnding = true;
    try {
      await running[Symbol.asyncDispose]();
      process.exit(0);
    } catch (error) {
      process.stderr.write(`Tocsin did not end cleanly: ${String(error)}\n`);
      process.exit(1);
    }
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void end());
}
