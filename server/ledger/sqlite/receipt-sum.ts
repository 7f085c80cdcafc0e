/** The checksum of an entry's receipt. No leaf covers the receipt, and a changed byte in it must be found too. */
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
