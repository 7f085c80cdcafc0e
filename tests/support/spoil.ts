/** A record that does not add up: what no server writes, written into its database by hand. */
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect } from 'vitest';
import type { Site } from './journey.ts';

export async function spoil({ dataDir, admin }: Site): Promise<void> {
  {
    using db = new DatabaseSync(join(dataDir, 'tocsin.db'), { timeout: 5_000 });
    db.exec(`DROP TRIGGER entries_never_change; UPDATE entries SET facts = 'no facts' WHERE key & 65535 = 2`);
  }
  expect(await admin.call('/api/v1/boards/rallies/entries')).toMatchObject({ status: 503 });
}
