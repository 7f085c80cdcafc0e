/** Tokens, which a browser or a link holds, and their hashes, which the store holds. */
import { createHmac, hash, randomBytes, timingSafeEqual } from 'node:crypto';

/** 32 random bytes, base64url. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** SHA-256, hexadecimal: nobody can sign in with a copy of the database. 32 random bytes need no salt. */
export function hashToken(token: string): string {
  return hash('sha256', token, 'hex');
}

/** A token that proves that this person signed in on the device that holds it. Only the key is stored. */
export function deviceToken(key: Uint8Array, personId: string): string {
  return joinDevice(key, personId, randomBytes(16).toString('base64url'));
}

/** Whether the token was made with this key for this person. Another spelling of a token is none: it would count anew. */
export function isDeviceOf(key: Uint8Array, personId: string, token: string): boolean {
  const expected = Buffer.from(joinDevice(key, personId, token.slice(0, token.indexOf('.'))));
  const actual = Buffer.from(token);
  // timingSafeEqual throws where the lengths differ.
  return actual.length === expected.length && timingSafeEqual(actual, expected);
}

function joinDevice(key: Uint8Array, personId: string, nonce: string): string {
  const signature = createHmac('sha256', key).update(JSON.stringify([personId, nonce]));
  return `${nonce}.${signature.digest('base64url')}`;
}
