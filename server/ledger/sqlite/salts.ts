/** Salts of 16 random bytes, drawn from the system 256 at a time: a single draw costs more than hashing its text. */
import { randomFillSync } from 'node:crypto';

const SALT_BYTES = 16;

export function createSalts(): () => Uint8Array {
  const pool = Buffer.alloc(SALT_BYTES * 256);
  let used = pool.length;
  return () => {
    if (used === pool.length) {
      randomFillSync(pool);
      used = 0;
    }
    used += SALT_BYTES;
    return Uint8Array.from(pool.subarray(used - SALT_BYTES, used));
  };
}
