/** A server in front of the real one, as a proxy is: it can answer in its place, say nothing, or change a file. */
import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

export interface Front {
  url: string;
  /** The status of an answer of its own; 0: it takes the request and says nothing. Undefined: it passes all on. */
  instead: number | undefined;
  /** What is added to the end of a file, by its path. */
  added: Record<string, string>;
}

/** Passes no WebSocket: whoever asks for one goes on by long polling. */
export async function openFront(target: string): Promise<Front> {
  const server = createServer((request, response) => {
    answer(front, target, request, response).catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  // A server that listens on a port has an address of this form.
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const front: Front = { url, instead: undefined, added: {} };
  return front;
}

async function answer(
  { instead, added }: Front,
  target: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (instead === 0) return;
  if (instead !== undefined) {
    response
      .writeHead(instead, { 'content-type': 'text/html' })
      .end('<h1>Nobody is behind this gateway</h1>');
    return;
  }
  const { url = '/', method = 'GET' } = request;
  const headers = Object.entries(request.headers).flatMap(([name, value]) =>
    value === undefined ||
    ['host', 'connection', 'content-length', 'accept-encoding', 'if-none-match'].includes(name)
      ? []
      : [[name, String(value)] as [string, string]],
  );
  const body = method === 'GET' || method === 'HEAD' ? undefined : await read(request);
  const passed = await fetch(target + url, { method, headers, ...(body && { body }), redirect: 'manual' });
  const bytes = Buffer.from(await passed.arrayBuffer());
  const more = Buffer.from(added[url] ?? '');
  response.writeHead(
    passed.status,
    [...passed.headers]
      .filter(([name]) => !/^(content-(length|encoding)|transfer-encoding|connection|keep-alive)$/.test(name))
      .flat(),
  );
  response.end(Buffer.concat([bytes, more]));
}

async function read(request: IncomingMessage): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return new Uint8Array(Buffer.concat(chunks));
}
