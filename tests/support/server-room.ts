/** A real server in a folder of its own, and people who call it: by HTTP and by socket. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Socket } from 'socket.io-client';
import { io } from 'socket.io-client';
import { onTestFinished } from 'vitest';
import type { Config } from '../../server/config.ts';
import { createLog } from '../../server/log.ts';
import type { Overrides } from '../../server/start.ts';
import { start } from '../../server/start.ts';
import type { Acknowledgement, Receipt } from '../../shared/answers.ts';
import { CHEAP } from './people.ts';

export const ADMIN = { name: 'Anna', password: 'correct horse battery' };
export const BOARD = {
  slug: 'rally',
  title: 'Rally',
  zone: 'Europe/Moscow',
  state: 'live',
  places: [
    { id: 'tatarstan', name: 'Tatarstan' },
    { id: 'kazan', name: 'Kazan', parent: 'tatarstan' },
    { id: 'omsk', name: 'Omsk', zone: 'Asia/Omsk' },
  ],
};

export interface Reply<Body = Record<string, unknown>> {
  status: number;
  headers: Headers;
  body: Body;
}

export interface Call {
  method?: string;
  body?: unknown;
  /** Sent as it is, in place of `body`. */
  raw?: string;
  headers?: Record<string, string>;
}

/** Somebody who calls the server, with the cookies they were given. */
export interface Caller {
  cookie: string;
  call<Body = Record<string, unknown>>(path: string, call?: Call): Promise<Reply<Body>>;
  post(entries: unknown, board?: string): Promise<Reply<{ entries: Receipt[] }>>;
}

export interface Room {
  url: string;
  /** What was logged. */
  logged: string[];
  /** Ends the server before the test does. */
  end(): Promise<void>;
  watcher: Caller;
  admin: Caller;
  /** Makes a person with this role on these boards, signed in. */
  join(name: string, role: 'editor' | 'admin', boards: string[]): Promise<Caller>;
}

/** Starts a server with one admin and the board `rally`; it ends with the test. */
export async function openRoom(overrides: Overrides = {}, settings: Partial<Config> = {}): Promise<Room> {
  const dataDir = await mkdtemp(join(tmpdir(), 'tocsin-server-'));
  const logged: string[] = [];
  const config: Config = {
    port: 0,
    host: '127.0.0.1',
    dataDir,
    trustProxy: false,
    tickMs: 20,
    logLevel: 'trace',
    admin: ADMIN,
    ...settings,
  };
  const log = createLog(config.logLevel, { write: (line) => void logged.push(line) });
  const running = await start(config, { log, passwordCost: CHEAP, ...overrides });
  onTestFinished(async () => {
    await running[Symbol.asyncDispose]();
    await rm(dataDir, { recursive: true, force: true });
  });
  const url = `http://127.0.0.1:${running.port}`;
  const admin = await signIn(url, ADMIN);
  await admin.call('/api/v1/boards', { method: 'POST', body: BOARD });
  return {
    url,
    logged,
    end: async () => running[Symbol.asyncDispose](),
    admin,
    watcher: createCaller(url, ''),
    async join(name, role, boards) {
      const { body } = await admin.call<{ link: string }>('/api/v1/invites', {
        method: 'POST',
        body: { boards, role },
      });
      const invite = new URL(body.link).hash.slice(1);
      const joined = await createCaller(url, '').call('/api/v1/people', {
        method: 'POST',
        body: { invite, name, password: `${name} has a password` },
      });
      return createCaller(url, readCookies(joined.headers));
    },
  };
}

export async function signIn(url: string, person: { name: string; password: string }): Promise<Caller> {
  const { headers } = await createCaller(url, '').call('/api/v1/session', { method: 'POST', body: person });
  return createCaller(url, readCookies(headers));
}

export function createCaller(url: string, cookie: string): Caller {
  return {
    cookie,
    async call<Body>(path: string, { method = 'GET', body, raw, headers = {} }: Call = {}) {
      const sent = raw ?? (body === undefined ? undefined : JSON.stringify(body));
      const response = await fetch(`${url}${path}`, {
        method,
        headers: {
          ...(cookie !== '' && { cookie }),
          ...(method !== 'GET' && { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(sent !== undefined && { body: sent }),
      });
      const text = await response.text();
      const isJson = /[/+]json/.test(response.headers.get('content-type') ?? '') && text !== '';
      // The test says what it expects the answer to be.
      return {
        status: response.status,
        headers: response.headers,
        body: (isJson ? JSON.parse(text) : text) as Body,
      };
    },
    post(entries, board = 'rally') {
      return this.call(`/api/v1/boards/${board}/entries`, { method: 'POST', body: entries });
    },
  };
}

export function readCookies(headers: Headers): string {
  return headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');
}

interface Connecting {
  namespace?: '/' | '/desk';
  cookie?: string;
  headers?: Record<string, string>;
  transports?: ('websocket' | 'polling')[];
}

/** A socket that is connected; rejects with what the server said where it is not let in. It ends with the test. */
export async function connect(url: string, connecting: Connecting = {}): Promise<Socket> {
  const { namespace = '/', cookie, headers = {}, transports = ['websocket'] } = connecting;
  const socket = io(`${url}${namespace}`, {
    transports,
    forceNew: true,
    reconnection: false,
    extraHeaders: { ...(cookie !== undefined && { cookie }), ...headers },
  });
  onTestFinished(() => void socket.disconnect());
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
  });
  return socket;
}

export function emit(socket: Socket, event: string, body?: unknown): Promise<Acknowledgement> {
  return socket.timeout(5_000).emitWithAck(event, body);
}
