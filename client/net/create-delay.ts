/** A pause before something is asked for once more. */

/** Milliseconds. */
const PAUSE = { least: 5_000, most: 30_000 };

/**
 * Something to be done once, after a pause. Thousands of pages see the same correction in the same second: each asks again
 * after a pause of its own, and none more often.
 */
export function createDelay(run: () => void) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    start(): void {
      timer ??= setTimeout(
        () => {
          timer = undefined;
          run();
        },
        PAUSE.least + Math.random() * (PAUSE.most - PAUSE.least),
      );
    },
    cancel: () => clearTimeout(timer),
  };
}
