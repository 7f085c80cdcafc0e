/** The outbox's world as a browser has it: its disk, its timers, its locks and its other tabs. */
import type { Outbox, OutboxWorld } from './outbox.ts';
import { createOutbox } from './outbox.ts';
import type { OutboxStorage } from './outbox-item.ts';
import { openOutboxStorage } from './outbox-storage.ts';

const LOCK = 'tocsin-outbox';

export async function openOutbox(
  world: Pick<OutboxWorld, 'send' | 'now' | 'announce'>,
): Promise<{ outbox: Outbox; storage: OutboxStorage }> {
  const storage = await openOutboxStorage();
  const outbox = await createOutbox({ ...world, storage, mintId, pause, alone });
  return { outbox, storage };
}

/** `crypto.randomUUID` is there on https alone; a desk on an onion address has plain http. */
export function mintId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    // A timer of infinity would fire at once.
    const timer = Number.isFinite(ms) ? setTimeout(resolve, ms) : undefined;
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });
}

/**
 * One tab at a time holds the lock; when it closes or crashes the next one gets it. On plain http there are no locks:
 * then each tab sends, and the ids make that harmless.
 */
async function alone(work: () => Promise<void>, signal: AbortSignal): Promise<void> {
  if (!('locks' in navigator)) return work();
  try {
    await navigator.locks.request(LOCK, { signal }, work);
  } catch (error) {
    // The outbox was closed while it waited for its turn.
    if (!signal.aborted) throw error;
  }
}
