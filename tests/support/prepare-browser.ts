/** Before the tests in a browser: there is one, installed once for them all. */
import { ensureBrowser } from './browser.ts';

export async function setup(): Promise<void> {
  await ensureBrowser();
}
