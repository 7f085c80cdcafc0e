/** A text that is sent to everybody: made on the first request, since nobody reads most ticks of an unwatched board. */
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { BROTLI } from '../brotli.ts';
import type { Encoded } from './contract.ts';

export function encodeOnce(write: () => string): Encoded {
  let json: Buffer | undefined;
  let gzip: Buffer | undefined;
  let brotli: Buffer | undefined;
  const encode = () => {
    json ??= Buffer.from(write());
    return json;
  };
  return {
    get json() {
      return encode();
    },
    gzip() {
      gzip ??= gzipSync(encode());
      return gzip;
    },
    brotli() {
      brotli ??= brotliCompressSync(encode(), BROTLI);
      return brotli;
    },
  };
}
