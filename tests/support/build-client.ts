/** Before the tests that start the real server: the client it serves is built. */
import { buildIfStale } from '../../client/build.ts';

export async function setup(): Promise<void> {
  await buildIfStale();
}
