/** The outbox on this device's disk, in IndexedDB; in memory where a browser refuses that, and then it says so. */
import type { DBSchema, IDBPDatabase } from 'idb';
import { openDB } from 'idb';
import type { OutboxItem, OutboxStorage } from './outbox-item.ts';

interface Schema extends DBSchema {
  items: { key: number; value: OutboxItem; indexes: { id: string } };
  drafts: { key: string; value: unknown };
}

const VERSION = 1;

export async function openOutboxStorage(name = 'tocsin-desk'): Promise<OutboxStorage> {
  try {
    return storeIn(await open(name));
  } catch {
    return storeInMemory();
  }
}

function open(name: string): Promise<IDBPDatabase<Schema>> {
  return openDB<Schema>(name, VERSION, {
    upgrade(db) {
      // Numbered keys keep the order of writing; two posts of one millisecond would tie in a time.
      db.createObjectStore('items', { autoIncrement: true }).createIndex('id', 'id', { unique: true });
      db.createObjectStore('drafts');
    },
  });
}

function storeIn(db: IDBPDatabase<Schema>): OutboxStorage {
  // Without `strict` a browser may answer before the disk has it, and a crash of the machine loses the post.
  const change = () => db.transaction('items', 'readwrite', { durability: 'strict' });
  return {
    lasting: true,
    read: () => db.getAll('items'),
    async add(item) {
      const transaction = change();
      await Promise.all([transaction.store.add(item), transaction.done]);
    },
    async change(id, to) {
      const transaction = change();
      const cursor = await transaction.store.index('id').openCursor(id);
      const next = cursor ? to(cursor.value) : undefined;
      if (cursor && next) await cursor.update(next);
      if (cursor && next === null) await cursor.delete();
      await transaction.done;
      return next;
    },
    readDraft: (board) => db.get('drafts', board),
    async writeDraft(board, draft) {
      if (draft === undefined) await db.delete('drafts', board);
      else await db.put('drafts', draft, board);
    },
  };
}

function storeInMemory(): OutboxStorage {
  const items = new Map<string, OutboxItem>();
  const drafts = new Map<string, unknown>();
  return {
    lasting: false,
    read: async () => [...items.values()],
    add: async (item) => void items.set(item.id, item),
    async change(id, to) {
      const item = items.get(id);
      const next = item && to(item);
      if (next) items.set(id, next);
      if (next === null) items.delete(id);
      return next;
    },
    readDraft: async (board) => drafts.get(board),
    writeDraft: async (board, draft) => void drafts.set(board, draft),
  };
}
