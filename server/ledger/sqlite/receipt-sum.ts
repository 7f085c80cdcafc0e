/** A checksum of what is kept beside an entry, which no leaf covers: a changed byte there must be found as well. */
import { crc32 } from 'node:zlib';

export interface ReceiptRow {
  key: number;
  author: number | null;
  /** Milliseconds from reception to publication. */
  waited: number;
  /** The keyed hash of what was posted; null once the entry's texts were erased. */
  body: Uint8Array | null;
}

export function sumReceipt({ key, author, waited, body }: ReceiptRow): number {
  return crc32(body ?? '', crc32(`${key} ${author} ${waited}`));
}
