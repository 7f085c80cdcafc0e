/** A network between watchers and a server: it can forget where the server is, cut connections, and block WebSockets. */
import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { connect, createServer } from 'node:net';
import { onTestFinished } from 'vitest';

export interface ChaosProxy {
  url: string;
  /** Where new connections lead; undefined: nowhere. */
  target: string | undefined;
  /** The share of connections that are cut after some of their bytes, 0 to 1. */
  cuts: number;
  /** Requests for an upgrade it turned away. */
  readonly blocked: number;
}

interface Settings {
  random: () => number;
  blocksWebSockets?: boolean;
}

/** A connection that is cut is cut within this many bytes from the server. */
const CUT_WITHIN = 20_000;

export async function openChaosProxy({ random, blocksWebSockets = false }: Settings): Promise<ChaosProxy> {
  const open = new Set<Socket>();
  let blocked = 0;
  const server = createServer((client) => {
    if (!proxy.target) return client.destroy();
    const { hostname, port } = new URL(proxy.target);
    const upstream = connect(Number(port), hostname);
    const cut = () => {
      client.destroy();
      upstream.destroy();
    };
    for (const socket of [client, upstream]) {
      open.add(socket);
      socket.on('error', cut).on('close', () => {
        open.delete(socket);
        cut();
      });
    }
    let left = random() < proxy.cuts ? Math.floor(random() * CUT_WITHIN) : Number.POSITIVE_INFINITY;
    client.on('data', (chunk: Buffer) => {
      if (blocksWebSockets && /^upgrade: websocket/im.test(chunk.toString('latin1'))) {
        blocked += 1;
        cut();
      } else {
        upstream.write(chunk);
      }
    });
    upstream.on('data', (chunk: Buffer) => {
      client.write(chunk.subarray(0, left));
      left -= chunk.length;
      if (left <= 0) cut();
    });
    return undefined;
  });
  const proxy: ChaosProxy = {
    url: '',
    target: undefined,
    cuts: 0,
    get blocked() {
      return blocked;
    },
  };
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  // A server that listens on a port has an address of this form.
  proxy.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  onTestFinished(() => {
    server.close();
    for (const socket of open) socket.destroy();
  });
  return proxy;
}
