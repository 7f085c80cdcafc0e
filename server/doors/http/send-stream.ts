/** Sends what is made while it is sent. A piece is made when the one before it has left. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createBrotliCompress, createGzip } from 'node:zlib';
import { BROTLI } from '../../brotli.ts';
import type { StreamedBody } from '../streamed-body.ts';
import type { Encoding } from './send-reply.ts';

export async function sendStream(
  request: IncomingMessage,
  response: ServerResponse,
  { body: { parts }, encoding }: { body: StreamedBody; encoding: Encoding | undefined },
): Promise<void> {
  const { type, fileName, pieces, signal, end } = parts;
  response.setHeader('Content-Type', type);
  response.setHeader('Content-Disposition', `attachment; filename="${fileName}"`);
  try {
    if (request.method === 'HEAD') return void response.end();
    // Readers take pieces as they are made: one is ready while one is sent.
    const source = Readable.from(pieces, { highWaterMark: 1 });
    if (encoding === undefined) return await pipeline(source, response, { signal });
    response.setHeader('Content-Encoding', encoding);
    const compressor = encoding === 'br' ? createBrotliCompress(BROTLI) : createGzip();
    await pipeline(source, compressor, response, { signal });
  } catch {
    // The reader is gone, or must be told that this is not all of it: the connection breaks off.
    response.destroy();
  } finally {
    end();
  }
}
