/**
 * Where a tab keeps its draft. Two tabs of one board have a draft each; a draft whose tab is gone waits for the next tab.
 * A tab holds the lock of its slot while it lives, and after a reload takes the same one again.
 */
import type { OutboxStorage } from '../outbox/outbox-item.ts';

export interface DraftSlot {
  read(): Promise<unknown>;
  write(draft: unknown): Promise<void>;
  close(): void;
}

export interface SlotWorld {
  /** Takes a lock for as long as the tab lives, or until it is given back; undefined where another tab has it. */
  hold(name: string, patience: 'none' | 'reload'): Promise<(() => void) | undefined>;
  /** What this tab remembers over a reload. */
  recall(): string | null;
  remember(key: string): void;
}

/** Nobody works on more tabs than this; those beyond share the last slot. */
const SLOTS = 20;

export async function openDraftSlot(
  board: string,
  storage: Pick<OutboxStorage, 'readDraft' | 'writeDraft'>,
  world: SlotWorld,
): Promise<DraftSlot> {
  const { key, release } = await takeSlot(board, world);
  world.remember(key);
  return {
    read: () => storage.readDraft(key),
    write: (draft) => storage.writeDraft(key, draft),
    close: release,
  };
}

async function takeSlot(board: string, world: SlotWorld): Promise<{ key: string; release: () => void }> {
  const keys = Array.from({ length: SLOTS }, (_, at) => (at === 0 ? board : `${board} ${at + 1}`));
  const own = keys.find((key) => key === world.recall());
  // The page before this one may be about to give it back.
  const release = own === undefined ? undefined : await world.hold(own, 'reload');
  if (own !== undefined && release) return { key: own, release };
  for (const key of keys) {
    const taken = await world.hold(key, 'none');
    if (taken) return { key, release: taken };
  }
  return { key: keys.at(-1) ?? board, release: () => undefined };
}

const PATIENCE = 1_000;

/** The slots of a browser. On plain http there are no locks: then all tabs have one slot, as one draft. */
export function slotsOfBrowser(): SlotWorld {
  return {
    async hold(name, patience) {
      if (!('locks' in navigator)) return () => undefined;
      const how = patience === 'none' ? { ifAvailable: true } : { signal: AbortSignal.timeout(PATIENCE) };
      return new Promise((resolve) => {
        const hold = (lock: Lock | null) => {
          if (!lock) return resolve(undefined);
          return new Promise<void>((end) => resolve(() => end()));
        };
        navigator.locks.request(`tocsin-draft ${name}`, how, hold).catch(() => resolve(undefined));
      });
    },
    recall: () => sessionStorage.getItem('tocsin-draft'),
    remember: (key) => sessionStorage.setItem('tocsin-draft', key),
  };
}
