/** The program as an operator starts it, and clients who know nothing of it but the public contract. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Socket } from 'socket.io-client';
import { io } from 'socket.io-client';
import { afterAll, beforeAll } from 'vitest';

/** What a client without the project's types holds: whatever the server sent, to be looked at freely. */
export type Json = ReturnType<typeof JSON.parse>;

export interface Heard {
  status: number;
  headers: Headers;
  /** The parsed JSON, or undefined where the answer is something else. */
  json: Json;
  text: string;
}

interface Asked {
  method?: string;
  /** Sent as JSON. */
  json?: unknown;
  /** Sent as it is. */
  raw?: string;
  headers?: Record<string, string>;
}

export const ADMIN = { name: 'Quetzalcoatl', password: 'correct horse battery' };
export const PLACES = [
  { id: 'tatarstan', name: { en: 'Tatarstan', ru: 'Татарстан' } },
  { id: 'kazan', name: 'Kazan', parent: 'tatarstan', population: 1_257_000 },
  { id: 'chelny', name: 'Naberezhnye Chelny', parent: 'tatarstan' },
  { id: 'omsk', name: 'Omsk', zone: 'Asia/Omsk' },
];

/** A server of its own for the tests of one file; it ends with them. */
export function useServer(settings: Record<string, string> = {}): Outside {
  const outside = new Outside();
  beforeAll(() => outside.start(settings));
  afterAll(() => outside[Symbol.asyncDispose]());
  return outside;
}

/** Somebody who sends requests, with the cookie they were given. */
export class Client {
  cookie = '';
  readonly #outside: Outside;
  constructor(outside: Outside) {
    this.#outside = outside;
  }

  async ask(path: string, { method = 'GET', json, raw, headers = {} }: Asked = {}): Promise<Heard> {
    const body = raw ?? (json === undefined ? undefined : JSON.stringify(json));
    const response = await fetch(this.#outside.url + path, {
      method,
      redirect: 'manual',
      headers: {
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(this.cookie !== '' && { cookie: this.cookie }),
        ...headers,
      },
      ...(body !== undefined && { body }),
    });
    const text = await response.text();
    const isJson = /json/.test(response.headers.get('content-type') ?? '') && text !== '';
    return {
      status: response.status,
      headers: response.headers,
      text,
      json: isJson ? JSON.parse(text) : undefined,
    };
  }

  send(method: string, path: string, json?: unknown, headers: Record<string, string> = {}): Promise<Heard> {
    return this.ask(path, { method, json, headers });
  }

  async signIn(person: { name: string; password: string }): Promise<Heard> {
    const heard = await this.send('POST', '/api/v1/session', person);
    this.keepCookies(heard);
    return heard;
  }

  keepCookies({ headers }: Heard): void {
    this.cookie = headers
      .getSetCookie()
      .map((cookie) => cookie.split(';', 1)[0])
      .join('; ');
  }

  post(slug: string, entries: unknown): Promise<Heard> {
    return this.send('POST', `/api/v1/boards/${slug}/entries`, entries);
  }
}

/** The running program. Its one admin is signed in. */
export class Outside implements AsyncDisposable {
  url = '';
  admin = new Client(this);
  watcher = new Client(this);
  /** Everything the program said on its standard output and error. */
  said = '';
  #boards = 0;
  #end: () => Promise<void> = async () => {};

  async start(settings: Record<string, string>): Promise<void> {
    const dataDir = await mkdtemp(join(tmpdir(), 'tocsin-contract-'));
    const port = await findPort();
    const child = spawn(process.execPath, ['server/main.ts'], {
      env: {
        PATH: process.env.PATH ?? '',
        PORT: String(port),
        DATA_DIR: dataDir,
        TICK_MS: '50',
        LOG_LEVEL: 'trace',
        TOCSIN_ADMIN: `${ADMIN.name}:${ADMIN.password}`,
        ...settings,
      },
    });
    const ended = once(child, 'exit');
    this.#end = async () => {
      child.kill();
      await ended;
      await rm(dataDir, { recursive: true });
    };
    await new Promise<void>((resolve, reject) => {
      const hear = (chunk: Buffer) => {
        this.said += chunk;
        if (this.said.includes('Tocsin is on')) resolve();
      };
      child.stdout.on('data', hear);
      child.stderr.on('data', hear);
      void ended.then(() => reject(new Error(`The server ended: ${this.said}`)));
    });
    this.url = `http://127.0.0.1:${port}`;
    await this.admin.signIn(ADMIN);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#end();
  }

  /** Makes a board that no other test uses, and gives its slug. */
  async makeBoard(fields: Record<string, unknown> = {}): Promise<string> {
    this.#boards += 1;
    const slug = `rally-${this.#boards}`;
    const board = { slug, title: 'Rally', zone: 'Europe/Moscow', state: 'live', goals: {}, places: PLACES };
    const { status, text } = await this.admin.send('POST', '/api/v1/boards', { ...board, ...fields });
    if (status !== 201) throw new Error(`No board: ${text}`);
    return slug;
  }

  /** Makes a person with a role on boards by an invite, signed in. */
  async invite(name: string, role: string, boards: string[]): Promise<Client> {
    const { json } = await this.admin.send('POST', '/api/v1/invites', { boards, role });
    const person = { name, password: `password of ${name}` };
    const client = new Client(this);
    await client.send('POST', '/api/v1/people', { ...person, invite: new URL(json.link).hash.slice(1) });
    await client.signIn(person);
    return client;
  }

  /** Posts, expects to be taken, and waits until the public sees it: an acknowledged post may be a tick ahead. */
  async publish(slug: string, entries: unknown, by = this.admin): Promise<Json[]> {
    const { status, json, text } = await by.post(slug, entries);
    if (status !== 201) throw new Error(`${status} ${text}`);
    await this.snapshot(slug, json.entries.at(-1).seq);
    return json.entries;
  }

  /** The snapshot, once it has come as far as `seq`. */
  async snapshot(slug: string, seq = 1): Promise<Json> {
    for (let looks = 0; looks < 500; looks++) {
      const { json } = await this.watcher.ask(`/api/v1/boards/${slug}`);
      if (json?.seq >= seq) return json;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    throw new Error(`The public never saw line ${seq} of ${slug}.`);
  }

  /** Reads a path under the board's API as an anonymous watcher. */
  async read(slug: string, rest = ''): Promise<Json> {
    const { status, json, text } = await this.watcher.ask(`/api/v1/boards/${slug}${rest}`);
    if (status !== 200) throw new Error(`${status} ${text}`);
    return json;
  }

  /** A socket in a namespace. Rejects with what the server said where it is not let in. */
  async connect(namespace: string, headers: Record<string, string> = {}): Promise<Socket> {
    const socket = io(this.url + namespace, {
      forceNew: true,
      reconnection: false,
      transports: ['websocket'],
      extraHeaders: headers,
    });
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('connect_error', (error) => {
        socket.disconnect();
        reject(error);
      });
    });
    return socket;
  }

  /** Sends headers that `fetch` would not, and gives the status of the answer. */
  askRaw(path: string, method: string, headers: Record<string, string>, body = ''): Promise<number> {
    return new Promise((resolve, reject) => {
      const sent = request(this.url + path, { method, headers }, (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      });
      sent.on('error', reject);
      sent.end(body);
    });
  }
}

/** A port that is free now. */
async function findPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  // A server that listens on a port has an address and a port.
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** So many minutes after 16:00 UTC on 21 April 2021, as an `asOf`. */
export function minute(after16: number): string {
  return new Date(Date.UTC(2021, 3, 21, 16, after16)).toISOString();
}

export function count(kind: string, op: string, best: unknown, more: Record<string, unknown> = {}): Json {
  return { kind, op, count: best, asOf: minute(0), ...more };
}

export function add(best: unknown, more: Record<string, unknown> = {}): Json {
  return count('arrest', 'add', best, more);
}

export function total(best: unknown, more: Record<string, unknown> = {}): Json {
  return count('arrest', 'total', best, more);
}

export function update(text: string, more: Record<string, unknown> = {}): Json {
  return { kind: 'update', text, asOf: minute(0), ...more };
}
