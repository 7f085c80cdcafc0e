/** Sending what the outbox holds, one post after the other, until each has an answer that settles it. */
import type { Acknowledgement, Problem, Receipt } from '#shared/answers.ts';
import type { OutboxItem, OutboxState } from './outbox-item.ts';

/** `idle`: all is sent. `retrying`: no answer; it is tried again. `signed-out`: it waits for somebody to sign in. */
export type Sending = 'idle' | 'sending' | 'retrying' | 'signed-out';

/** What an answer means for the post: a state that settles it, or something to wait for. */
export type Verdict = { state: OutboxState } | { waitFor: 'network' | 'sign-in' };

export interface SenderWorld {
  /** The next post to send, if there is one. */
  due(): OutboxItem | undefined;
  attempt(item: OutboxItem): Promise<Verdict>;
  /** Resolves after so many milliseconds, or sooner when there is a reason to look again. */
  pause(ms: number): Promise<void>;
  show(sending: Sending): void;
  signal: AbortSignal;
}

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;

/** Sends until the signal is aborted, in order: a post that is not settled holds back those after it. */
export async function sendInOrder({ due, attempt, pause, show, signal }: SenderWorld): Promise<void> {
  let failures = 0;
  while (!signal.aborted) {
    const item = due();
    if (!item) {
      show('idle');
      await pause(Number.POSITIVE_INFINITY);
      continue;
    }
    show('sending');
    const verdict = await attempt(item);
    if ('state' in verdict) {
      failures = 0;
    } else if (verdict.waitFor === 'sign-in') {
      show('signed-out');
      await pause(Number.POSITIVE_INFINITY);
    } else {
      show('retrying');
      await pause(Math.min(FIRST_PAUSE_MS * 2 ** failures++, LONGEST_PAUSE_MS));
    }
  }
}

/**
 * @param answer undefined where none came. A captive portal or a proxy also answers, with a page of its own: what is
 * neither a receipt for this post nor a problem document is no answer.
 */
export function judge(answer: Acknowledgement | undefined, id: string): Verdict {
  if (!answer) return { waitFor: 'network' };
  if (answer.status < 300) {
    const receipt = findReceipt(answer.body, id);
    return receipt ? { state: { is: 'kept', receipt } } : { waitFor: 'network' };
  }
  if (!isProblem(answer.body)) return { waitFor: 'network' };
  if (answer.status === 401) return { waitFor: 'sign-in' };
  if (answer.body.retry || answer.status >= 500) return { waitFor: 'network' };
  return { state: { is: 'refused', problem: answer.body } };
}

function findReceipt(body: unknown, id: string): Receipt | undefined {
  if (typeof body !== 'object' || body === null || !('entries' in body)) return undefined;
  const { entries } = body;
  return Array.isArray(entries) ? entries.find((entry: Partial<Receipt>) => entry.id === id) : undefined;
}

function isProblem(body: unknown): body is Problem {
  return typeof body === 'object' && body !== null && 'title' in body && 'status' in body;
}
