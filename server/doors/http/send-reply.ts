/** Writes replies to HTTP, and says who may keep them. */
import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { brotliCompress, gzip } from 'node:zlib';
import { BROTLI } from '../../brotli.ts';
import type { Reply } from '../dispatcher.ts';
import { PreparedJson } from '../prepared-json.ts';
import { StreamedBody } from '../streamed-body.ts';
import { sendStream } from './send-stream.ts';

/** Below this, compressing saves no packet. */
export const WORTH_COMPRESSING = 1_400;
const gzipBytes = promisify(gzip);
const brotliBytes = promisify(brotliCompress);

export type Encoding = 'br' | 'gzip';

export async function sendReply(
  request: IncomingMessage,
  response: ServerResponse,
  reply: Reply,
): Promise<void> {
  response.statusCode = reply.status;
  response.setHeader('Cache-Control', reply.shared ? 'public, max-age=1' : 'private, no-store');
  response.setHeader('Vary', 'Accept-Encoding');
  if (reply.cookies) response.setHeader('Set-Cookie', reply.cookies);
  if (reply.retryAfter !== undefined) response.setHeader('Retry-After', String(reply.retryAfter));
  if (reply.etag !== undefined) response.setHeader('ETag', reply.etag);
  if (isFresh(request, reply)) return void response.writeHead(304).end();
  if (reply.body === undefined) return void response.end();
  if (reply.body instanceof StreamedBody)
    return sendStream(request, response, { body: reply.body, encoding: chooseEncoding(request) });
  response.setHeader('Content-Type', reply.problem ? 'application/problem+json' : 'application/json');
  await sendBytes(request, response, reply.body);
}

/** Longer than a validator of ours is with those of a few older copies. */
const VALIDATORS_LENGTH = 2_000;
/** Longer than any browser's `Accept-Encoding`. */
const ACCEPTED_LENGTH = 500;

/** A strong validator: the same bytes have the same. */
export function etagOf(bytes: Uint8Array): string {
  return `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`;
}

/** Whether the reader's copy is the one that would be sent: `If-None-Match` compares weakly, and may be `*`. */
export function isFresh({ headers }: IncomingMessage, { etag }: Pick<Reply, 'etag'>): boolean {
  const known = headers['if-none-match'];
  if (
    known === undefined ||
    etag === undefined ||
    known.length > Math.max(VALIDATORS_LENGTH, etag.length + 2)
  )
    return false;
  return known.trim() === '*' || known.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag);
}

/** Brotli where it is taken: it is the smaller, and costs no more at the quality that is used here. */
export function chooseEncoding({ headers }: IncomingMessage): Encoding | undefined {
  const accepted = headers['accept-encoding']?.toString() ?? '';
  if (accepted.length > ACCEPTED_LENGTH) return undefined;
  const takes = (encoding: string) =>
    accepted.split(',').some((part) => {
      const [name = '', ...parameters] = part.split(';');
      return (
        name.trim().toLowerCase() === encoding && !parameters.some((text) => /^\s*q=0(\.0*)?\s*$/i.test(text))
      );
    });
  if (takes('br')) return 'br';
  return takes('gzip') ? 'gzip' : undefined;
}

export function compress(bytes: Buffer, encoding: Encoding): Promise<Buffer> {
  return encoding === 'br' ? brotliBytes(bytes, BROTLI) : gzipBytes(bytes);
}

/** A HEAD is answered the same way; Node leaves the bytes out. */
export function send(response: ServerResponse, bytes: Buffer, encoding?: Encoding): void {
  if (encoding) response.setHeader('Content-Encoding', encoding);
  response.setHeader('Content-Length', bytes.length);
  response.end(bytes);
}

async function sendBytes(request: IncomingMessage, response: ServerResponse, body: unknown): Promise<void> {
  const encoding = chooseEncoding(request);
  if (body instanceof PreparedJson && typeof body.source !== 'string') {
    const { source } = body;
    if (encoding === undefined) return send(response, source.json);
    return send(response, encoding === 'br' ? source.brotli() : source.gzip(), encoding);
  }
  const bytes = Buffer.from(body instanceof PreparedJson ? body.text : JSON.stringify(body));
  if (encoding === undefined || bytes.length < WORTH_COMPRESSING) return send(response, bytes);
  send(response, await compress(bytes, encoding), encoding);
}
