/** Writes replies to HTTP, and says who may keep them. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Reply } from './dispatcher.ts';
import { PreparedJson } from './prepared-json.ts';

/** Below this, compressing saves no packet. */
const WORTH_COMPRESSING = 1_400;
const compress = promisify(gzip);

export async function answer(
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
  response.setHeader('Content-Type', reply.problem ? 'application/problem+json' : 'application/json');
  await sendBytes(request, response, reply.body);
}

/** Whether the reader's copy is the one that would be sent: `If-None-Match` compares weakly, and may be `*`. */
export function isFresh({ headers }: IncomingMessage, { etag }: Pick<Reply, 'etag'>): boolean {
  const known = headers['if-none-match'];
  if (known === undefined || etag === undefined) return false;
  return known.trim() === '*' || known.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag);
}

export function takesGzip({ headers }: IncomingMessage): boolean {
  const accepted = headers['accept-encoding'] ?? '';
  return /\bgzip\b/.test(accepted) && !/\bgzip\s*;\s*q=0(\.0*)?\s*(,|$)/.test(accepted);
}

/** A HEAD is answered the same way; Node leaves the bytes out. */
export function send(response: ServerResponse, bytes: Buffer, encoding?: 'gzip'): void {
  if (encoding) response.setHeader('Content-Encoding', encoding);
  response.setHeader('Content-Length', bytes.length);
  response.end(bytes);
}

async function sendBytes(request: IncomingMessage, response: ServerResponse, body: unknown): Promise<void> {
  const isWanted = takesGzip(request);
  if (body instanceof PreparedJson && typeof body.source !== 'string') {
    return isWanted ? send(response, body.source.gzip(), 'gzip') : send(response, body.source.json);
  }
  const bytes = Buffer.from(body instanceof PreparedJson ? body.text : JSON.stringify(body));
  if (!isWanted || bytes.length < WORTH_COMPRESSING) return send(response, bytes);
  send(response, await compress(bytes), 'gzip');
}
