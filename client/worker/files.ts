/** Scripts, sheets and fonts: their names change with what is in them, so one that was kept is the right one. */
import { findFile, keepFile } from '../net/saved-copies.ts';
import type { Asked } from './scope.ts';

export function isFile(path: string): boolean {
  return path.startsWith('/assets/');
}

export async function answerFile(event: Asked, path: string): Promise<Response> {
  // Storage that is refused is no reason to go without.
  const kept = await findFile(path).catch(() => undefined);
  if (kept) return kept;
  const answer = await fetch(event.request);
  event.waitUntil(keepFile(path, answer.clone()).catch(() => undefined));
  return answer;
}
