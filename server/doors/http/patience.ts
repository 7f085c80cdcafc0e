/** Cuts off whoever does not read an answer, and whose body stands still, or takes its time without being signed in. */
import type { IncomingMessage, Server } from 'node:http';
import type { Socket } from 'node:net';
import type { Clock, Timers } from '../../clock.ts';
import type { RawSocket } from '../raw-socket.ts';
import { markSent } from '../raw-socket.ts';

/** Milliseconds. With the time between two looks each stays within 20 s, an hour, or 60 s for an answer. */
export interface Patience {
  /** For the headers of a request, and for a connection that sends none. */
  headersMs: number;
  /** That a connection is kept for the next request. */
  idleMs: number;
  /** That a body may stand still. */
  stillMs: number;
  /** Until a body is whole, from somebody who is not signed in and from somebody who is. */
  strangerMs: number;
  signedInMs: number;
  /** That an answer may wait for its reader without any of it leaving. */
  unreadMs: number;
  /** Between two looks. */
  lookEveryMs: number;
}

const PATIENCE: Patience = {
  headersMs: 16_000,
  idleMs: 15_000,
  stillMs: 17_000,
  strangerMs: 17_000,
  signedInMs: 3_590_000,
  unreadMs: 45_000,
  lookEveryMs: 2_000,
};

/** For Node's server; a connection in between requests, or in the middle of headers, is known to it alone. */
export function serverTimeouts(asked: Partial<Patience> = {}) {
  const { headersMs, idleMs, signedInMs, lookEveryMs } = { ...PATIENCE, ...asked };
  return {
    headersTimeout: headersMs,
    keepAliveTimeout: idleMs,
    // Bodies are looked at here: this is for whatever escapes.
    requestTimeout: signedInMs + 2 * lookEveryMs,
    connectionsCheckingInterval: lookEveryMs,
  };
}

const trusted = new WeakSet<IncomingMessage>();

/** The request's sender is signed in, and may take the longer time for its body. */
export function trustBody(request: IncomingMessage): void {
  trusted.add(request);
}

interface Exchange {
  since: number;
  bytesRead: number;
  readAt: number;
  sent: string;
  sentAt: number;
}

export interface PatienceParts {
  clock: Clock;
  timers: Timers;
  patience?: Partial<Patience> | undefined;
}

export function cutOffSlow(server: Server, { clock, timers, patience: asked }: PatienceParts): Disposable {
  const patience = { ...PATIENCE, ...asked };
  const exchanges = new Map<IncomingMessage, Exchange>();
  let callOff = timers.after(patience.lookEveryMs, look);

  server.on('request', (request, response) => {
    const now = clock.monotonic();
    exchanges.set(request, { since: now, bytesRead: -1, readAt: now, sent: '', sentAt: now });
    response.once('close', () => {
      // An answer may be whole before the body is, which then still comes.
      if (request.complete || request.destroyed) exchanges.delete(request);
    });
  });

  function look(): void {
    const now = clock.monotonic();
    for (const [request, exchange] of exchanges) {
      const { socket } = request;
      if (socket.destroyed) exchanges.delete(request);
      else if (isBodySlow(request, exchange, now) || isUnread(socket, exchange, now)) socket.destroy();
    }
    callOff = timers.after(patience.lookEveryMs, look);
  }

  function isBodySlow(request: IncomingMessage, exchange: Exchange, now: number): boolean {
    if (request.complete) return false;
    const { bytesRead } = request.socket;
    if (bytesRead !== exchange.bytesRead) Object.assign(exchange, { bytesRead, readAt: now });
    const whole = trusted.has(request) ? patience.signedInMs : patience.strangerMs;
    return now - exchange.readAt >= patience.stillMs || now - exchange.since >= whole;
  }

  function isUnread(socket: Socket & RawSocket, exchange: Exchange, now: number): boolean {
    const sent = markSent(socket);
    if (socket.writableLength === 0 || sent !== exchange.sent) Object.assign(exchange, { sent, sentAt: now });
    return now - exchange.sentAt >= patience.unreadMs;
  }

  return { [Symbol.dispose]: () => callOff() };
}
