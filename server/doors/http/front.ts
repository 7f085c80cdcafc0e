/**
 * What comes before every door: whose request it is at all, whether it changes to a WebSocket, and the headers that no
 * answer goes without, Socket.IO's own among them.
 */
import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { Refusal } from '../../refusal.ts';
import type { Reply } from '../dispatcher.ts';
import { replyTo } from '../dispatcher.ts';
import type { DoorParts } from '../parts.ts';
import type { SocketDoor } from '../socket/socket.ts';
import type { SecurityHeaders } from './security-headers.ts';
import { sendReply } from './send-reply.ts';

const SOCKET_PATH = '/socket.io/';
/** Seconds until some of those who only shook hands are gone. */
const RETRY_HANDSHAKE = 3;

export interface FrontParts extends Pick<DoorParts, 'log'>, Pick<SocketDoor, 'admits'> {
  headers: SecurityHeaders;
}

/** Puts itself before everything that listens for the server's requests by now. */
export function standBefore(server: Server, { headers, log, admits }: FrontParts): void {
  // Each is a listener of this very event.
  const listeners = server.listeners('request') as RequestListener[];
  server.removeAllListeners('request');
  server.on(
    'request',
    takeInTurn((request, response) => {
      for (const [name, value] of headers) response.setHeader(name, value);
      const refusal = refuseAddress(request) ?? refuseHandshake(request, admits);
      if (refusal)
        return void refuse(request, response, replyTo(refusal, { name: 'http', access: 'public' }, log));
      for (const listener of listeners) listener(request, response);
    }),
  );
}

/** Requests that may wait on a connection for the answer to an earlier one. Browsers send none before it. */
const MOST_WAITING = 16;

/**
 * One request of a connection at a time. Node hands on all that came in one piece, hundreds, though the answers can only go
 * out one after the other: each would be made at once, and wait.
 */
function takeInTurn(listen: RequestListener): RequestListener {
  const lines = new WeakMap<Socket, (() => void)[]>();
  function begin(request: IncomingMessage, response: ServerResponse): void {
    const { socket } = request;
    response.once('close', () => {
      const next = socket.writable ? lines.get(socket)?.shift() : undefined;
      if (next) next();
      else lines.delete(socket);
    });
    listen(request, response);
  }
  return (request, response) => {
    const line = lines.get(request.socket);
    if (line && line.length >= MOST_WAITING) return void request.socket.destroy();
    if (line) return void line.push(() => begin(request, response));
    lines.set(request.socket, []);
    begin(request, response);
  };
}

async function refuse(request: IncomingMessage, response: ServerResponse, reply: Reply): Promise<void> {
  // Whoever disagrees with the server about where a request goes may disagree about where it ends.
  if (reply.status === 400) response.setHeader('Connection', 'close');
  await sendReply(request, response, reply);
}

/**
 * RFC 9112, section 3.2: two `Host` headers, or none that can be one, are refused. An address that is written out in full
 * counts in place of the header; it is taken where both name the same host, and then read like any other.
 */
function refuseAddress(request: IncomingMessage): Refusal | undefined {
  const hosts = request.headersDistinct.host ?? [];
  const [host = ''] = hosts;
  // Without one Node would refuse it too, and without the headers.
  if (hosts.length > 1 || (hosts.length === 0 && request.httpVersion === '1.1'))
    return new Refusal('not-readable', 'Takes one Host header.');
  if (host !== '' && !isHost(host))
    return new Refusal('not-readable', 'The Host header takes a host and a port.');
  return readWholeAddress(request, host);
}

/** Leaves of an address that is written out in full what lies on this host. */
function readWholeAddress(request: IncomingMessage, host: string): Refusal | undefined {
  const { url = '' } = request;
  if (url.startsWith('/') || url === '*') return undefined;
  const whole = /^https?:\/\/([^/?#]*)(.*)$/is.exec(url);
  const [, authority = '', rest = ''] = whole ?? [];
  if (!whole || authority.toLowerCase() !== host.toLowerCase())
    return new Refusal('not-readable', 'The address names another host than the Host header does.');
  request.url = rest.startsWith('/') ? rest : `/${rest}`;
  return undefined;
}

/** Letters, digits and what addresses are written with, as long as a name may be, and a port. */
function isHost(host: string): boolean {
  return host.length <= 261 && /^(\[[0-9a-f:.]+\]|[\w.-]+)(:\d{1,5})?$/i.test(host);
}

function refuseHandshake(request: IncomingMessage, admits: () => boolean): Refusal | undefined {
  const query = socketQuery(request);
  if (query?.sid !== '' || admits()) return undefined;
  const detail = 'More ask to connect than can be let in at once.';
  return new Refusal('busy', detail, { retryAfter: RETRY_HANDSHAKE });
}

interface SocketQuery {
  /** '' for who asks for a new session. */
  sid: string;
  transport: string;
  EIO: string;
}

/**
 * The query of a request to Socket.IO; undefined for any other. Its length is bounded as the header's is. Of what comes
 * twice the last counts, as for Engine.IO: read otherwise, an empty `sid` behind another would be a session let in.
 */
function socketQuery({ url = '' }: IncomingMessage): SocketQuery | undefined {
  if (!url.startsWith(SOCKET_PATH)) return undefined;
  const start = url.indexOf('?');
  const query = new URLSearchParams(start < 0 ? '' : url.slice(start + 1));
  const last = (name: string) => query.getAll(name).at(-1) ?? '';
  return { sid: last('sid'), transport: last('transport'), EIO: last('EIO') };
}

/**
 * Whether a request that asks for another protocol gets it. RFC 9110, section 7.8: whoever does not speak it answers as
 * if it had not been asked for, as here for `h2c`. A WebSocket that cannot be opened is answered that way too, so that
 * the answer says why, with all its headers.
 */
export function isForWebSocket(
  request: IncomingMessage,
  { admits, hasSession }: Pick<SocketDoor, 'admits' | 'hasSession'>,
): boolean {
  const { headers, method } = request;
  const isAsked = method === 'GET' && /^\s*websocket\s*$/i.test((headers.upgrade ?? '').slice(0, 100));
  const query = socketQuery(request);
  if (!(isAsked && query) || refuseAddress(request)) return false;
  if (!isWholeHandshake(request) || query.transport !== 'websocket' || query.EIO !== '4') return false;
  return query.sid === '' ? admits() : hasSession(query.sid);
}

/** What `ws` would refuse by itself, in an answer without our headers. */
function isWholeHandshake({ headers }: IncomingMessage): boolean {
  return (
    headers['sec-websocket-version'] === '13' &&
    /^[+/0-9a-z]{22}==$/i.test((headers['sec-websocket-key'] ?? '').slice(0, 100)) &&
    // Socket.IO's own clients ask for no protocol; `ws` refuses a list of them that is wrong.
    /^[\w.-]{0,100}$/.test(headers['sec-websocket-protocol'] ?? '')
  );
}
