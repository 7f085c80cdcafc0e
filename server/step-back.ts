/** Lets what a worker does wait for what the server's own thread does, where both want the same core. */
import { readlinkSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import { basename } from 'node:path';

/**
 * To be called in the worker. On Linux a thread has a priority of its own, and this link names the one that reads it; elsewhere
 * it stays as it is.
 */
export function stepBack(): void {
  try {
    setPriority(
      Number(basename(readlinkSync('/proc/thread-self'))),
      constants.priority.PRIORITY_BELOW_NORMAL,
    );
  } catch {
    // It is no Linux, or may not be changed.
  }
}
