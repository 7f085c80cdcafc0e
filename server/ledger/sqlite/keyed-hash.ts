/**
 * HMAC-SHA-256 (RFC 2104), truncated to 8 bytes: it tells whether the same body came before, and nothing about its text
 * to anybody without the key. It is written out over one-shot hashes, which take a fifth of the time of `createHmac`.
 */
import { hash } from 'node:crypto';

const BLOCK = 64;

/** @param key at most 64 bytes. */
export function createKeyedHash(key: Uint8Array): (body: string) => Buffer {
  const inner = Buffer.alloc(BLOCK, 0x36);
  const outer = Buffer.alloc(BLOCK + 32, 0x5c);
  key.forEach((byte, index) => {
    inner[index] = byte ^ 0x36;
    outer[index] = byte ^ 0x5c;
  });
  return (body) => {
    hash('sha256', Buffer.concat([inner, Buffer.from(body)]), 'buffer').copy(outer, BLOCK);
    return hash('sha256', outer, 'buffer').subarray(0, 8);
  };
}
