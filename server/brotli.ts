/** How hard brotli tries. */
import type { BrotliOptions } from 'node:zlib';
import { constants } from 'node:zlib';

/**
 * A snapshot of 220 kB takes 2.4 ms and becomes 26 kB; gzip takes 3.5 ms for 29 kB, and the default quality 450 ms, for
 * each tick of a board that is watched.
 */
export const BROTLI: BrotliOptions = { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } };
