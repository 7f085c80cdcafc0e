/**
 * Answers that Node gives before there is a request to be handed on: to what cannot be read as one, or does not come in
 * time. They carry the headers of every other answer.
 */
import type { Server, ServerResponse } from 'node:http';
import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { SecurityHeaders } from './security-headers.ts';

/** By Node's name for what was wrong; 400 for everything else. */
const STATUSES: Readonly<Record<string, number>> = {
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};

export function answerUnreadable(server: Server, headers: SecurityHeaders): void {
  const open = new WeakMap<Duplex, Set<ServerResponse>>();
  server.on('request', ({ socket }, response) => {
    const responses = open.get(socket) ?? new Set();
    open.set(socket, responses.add(response));
    response.once('close', () => responses.delete(response));
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    // In the middle of an answer these bytes would be part of it.
    const isAnswering = [...(open.get(socket) ?? [])].some(({ headersSent }) => headersSent);
    if (socket.writable && error.code !== 'ECONNRESET' && !isAnswering)
      socket.write(writeAnswer(STATUSES[error.code ?? ''] ?? 400, headers));
    socket.destroy();
  });
  // RFC 9110, section 10.1.1: an expectation that nobody here knows may be passed over.
  server.on('checkExpectation', (request, response) => void server.emit('request', request, response));
}

function writeAnswer(status: number, headers: SecurityHeaders): string {
  const lines = headers.map(([name, value]) => `${name}: ${value}`);
  const own = ['Connection: close', 'Cache-Control: private, no-store', 'Content-Length: 0'];
  return [`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, ...lines, ...own, '', ''].join('\r\n');
}
