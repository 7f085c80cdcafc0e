/** Opens the doors: one server for HTTP and sockets. */
import type { IncomingMessage, Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { join } from 'node:path';
import { LIMITS } from '#shared/limits.ts';
import { createDispatcher } from './dispatcher.ts';
import { createCookies } from './http/cookies.ts';
import { isForWebSocket, standBefore } from './http/front.ts';
import { createHttpDoor, trustsProxy } from './http/http.ts';
import { cutOffSlow, serverTimeouts } from './http/patience.ts';
import { answerUnreadable } from './http/raw-answers.ts';
import { listSecurityHeaders } from './http/security-headers.ts';
import { createOriginRule } from './origin.ts';
import { createCardDrawer } from './outputs/card-drawer.ts';
import { createOutputs } from './outputs/outputs.ts';
import { openDevelopmentPages } from './pages/development-pages.ts';
import { createPages } from './pages/page.ts';
import { loadBuiltPages } from './pages/page-renderer.ts';
import type { DoorParts } from './parts.ts';
import { createPostingLimit } from './posting-limit.ts';
import { readInTurns } from './read-in-turns.ts';
import { openSocketDoor } from './socket/socket.ts';
import { createLanes } from './turns.ts';

/** Ending them answers what is under way, sends a last tick, and closes every connection. */
export interface Doors extends AsyncDisposable {
  /** The one it listens on, also where the system chose it. */
  readonly port: number;
}

/** For what is under way when the server is to stop: a supervisor's patience is commonly ten seconds. */
const DRAIN_MS = 7_000;
/** For connections that should end by themselves, once everything is answered. */
const GOODBYE_MS = 1_000;
const ROOT = join(import.meta.dirname, '../..');

/** @throws the system's error where it cannot listen, such as `EADDRINUSE`; NoBuild without the pages */
export async function openDoors(parts: DoorParts): Promise<Doors> {
  await using opened = new AsyncDisposableStack();
  const { config, timers } = parts;
  let isUpgrade: (request: IncomingMessage) => boolean = () => false;
  const server = createServer({
    maxHeaderSize: LIMITS.headerBytes,
    ...serverTimeouts(parts.patience),
    shouldUpgradeCallback: (request) => isUpgrade(request),
    // The front refuses it, with the headers of every other answer.
    requireHostHeader: false,
  });
  const cutOffConnections = followConnections(server);
  const cookies = createCookies(config.publicUrl?.startsWith('https:') ?? false);
  const originRule = createOriginRule({
    publicUrl: config.publicUrl,
    trustsProxy: trustsProxy(config.trustProxy),
  });
  const dispatcher = createDispatcher({ ...parts, postingLimit: createPostingLimit(parts.clock) });
  const renderer = parts.isDevelopment
    ? opened.use(await openDevelopmentPages(ROOT, server))
    : await loadBuiltPages(ROOT, { keepsCopies: config.withdrawsCopies !== true });
  const lanes = createLanes(timers);
  const ledger = { ...readInTurns(parts.ledger, lanes.reading), past: parts.ledger.past };
  const headers = listSecurityHeaders(config.publicUrl?.startsWith('https:') ?? false);
  const common = { ...parts, ledger, lanes, headers, cookies, dispatcher, originRule };
  const pages = createPages({ ...common, renderer });
  const drawer = opened.use(createCardDrawer(timers));
  const outputs = createOutputs({ ...common, renderer, drawer });
  server.on('request', createHttpDoor({ ...common, outputs, pages }));
  const sockets = openSocketDoor(server, common);
  // Vite's own socket, which tells a developer's browser what changed, lies at an address of its own.
  isUpgrade = (request) => parts.isDevelopment || isForWebSocket(request, sockets);
  standBefore(server, { ...parts, headers, admits: sockets.admits });
  answerUnreadable(server, headers);
  opened.use(cutOffSlow(server, parts));
  opened.defer(async () => {
    server.closeIdleConnections();
    const callOff = timers.after(GOODBYE_MS, cutOffConnections);
    await sockets[Symbol.asyncDispose]();
    callOff();
  });
  opened.defer(async () => {
    server.close();
    const patience = Promise.withResolvers<void>();
    const callOff = timers.after(DRAIN_MS, patience.resolve);
    await Promise.race([dispatcher.drain(), patience.promise]);
    callOff();
    // Acknowledgements are written in the turn after their answers.
    await new Promise<void>((resolve) => void timers.nextTurn(resolve));
    parts.live.tickNow();
  });
  await listen(server, config);
  const ending = opened.move();
  // A server that listens on a port has an address of this form.
  const { port } = server.address() as AddressInfo;
  return { port, [Symbol.asyncDispose]: () => ending.disposeAsync() };
}

function listen(server: Server, { port, host }: DoorParts['config']): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

/** Returns what cuts off every connection there is, those that were upgraded to WebSockets too. */
function followConnections(server: Server): () => void {
  const connections = new Set<Socket>();
  server.on('connection', (connection) => {
    connections.add(connection);
    connection.once('close', () => connections.delete(connection));
  });
  return () => {
    for (const connection of connections) connection.destroy();
  };
}
