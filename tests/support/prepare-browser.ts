/** Before the tests in a browser: there is one, found or installed once for them all. */
import { ensureBrowser } from './browser.ts';

export async function setup(): Promise<void> {
  // The processes that run the tests inherit it, and need not look again.
  process.env.CHROMIUM_PATH = await ensureBrowser();
}
