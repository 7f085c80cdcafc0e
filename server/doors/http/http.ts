/** The HTTP door: every route of the protocol's table, then the pages. */
import type { Express, NextFunction, Request, Response } from 'express';
import express from 'express';
import type { RouteName } from '#shared/paths.ts';
import { ROUTES_ONLY } from '#shared/paths.ts';
import { ROUTES } from '#shared/protocol.ts';
import { Refusal } from '../../refusal.ts';
import type { Reply } from '../dispatcher.ts';
import { replyTo } from '../dispatcher.ts';
import type { Outputs } from '../outputs/outputs.ts';
import type { Pages } from '../pages/page.ts';
import { openToAll, tellMethods } from './open-to-all.ts';
import type { RouteCallParts } from './route-call.ts';
import { createRouteCaller } from './route-call.ts';
import { sendReply } from './send-reply.ts';

export interface HttpParts extends RouteCallParts {
  outputs: Outputs;
  pages: Pages;
}

/** Whether an address is that of a proxy which stands before this server, by Express's own reading of the setting. */
export function trustsProxy(trustProxy: HttpParts['config']['trustProxy']): (address: string) => boolean {
  const app = express();
  app.set('trust proxy', trustProxy);
  // Express keeps what it made of the setting under this name; it is asked about the first hop.
  const trusts = app.get('trust proxy fn') as (address: string, hop: number) => boolean;
  return (address) => trusts(address, 0);
}

/** The routes of one path, by method. */
type Methods = Partial<Record<string, RouteName>>;
type CallRoute = (name: RouteName, request: Request) => Promise<Reply>;

export function createHttpDoor(parts: HttpParts): Express {
  const { config, clock, dispatcher, log, outputs, pages } = parts;
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('trust proxy', config.trustProxy);
  app.set('query parser', readQuery);
  app.use((_request, response, next) => {
    // Desks and pages tell the server's time by it: it is of the clock that dates what is posted.
    response.setHeader('Date', new Date(clock.now()).toUTCString());
    // A connection kept open would keep a stopping server from ending.
    if (dispatcher.isDraining) response.setHeader('Connection', 'close');
    next();
  });
  const callRoute = createRouteCaller(parts);
  for (const [path, methods] of groupByPath()) {
    app.all(path, (request, response) => answerPath(methods, callRoute, request, response));
  }
  app.use(ROUTES_ONLY, () => {
    throw new Refusal('not-found', 'There is nothing at this address.');
  });
  outputs.mount(app);
  pages.mount(app);
  // Express tells an error handler by its four parameters.
  app.use(async (error: unknown, request: Request, response: Response, _next: NextFunction) => {
    if (response.headersSent) return void response.destroy();
    await sendReply(
      request,
      response,
      replyTo(readPathError(error), { name: 'http', access: 'public' }, log),
    );
  });
  return app;
}

function groupByPath(): Map<string, Methods> {
  const paths = new Map<string, Methods>();
  for (const [name, { method, path }] of Object.entries(ROUTES)) {
    // The names are the table's own keys.
    paths.set(path, { ...paths.get(path), [method]: name as RouteName });
  }
  return paths;
}

async function answerPath(
  methods: Methods,
  callRoute: CallRoute,
  request: Request,
  response: Response,
): Promise<void> {
  const isOpen = methods.GET !== undefined && ROUTES[methods.GET].access !== 'own';
  if (isOpen) openToAll(response);
  if (request.method === 'OPTIONS') return tellMethods(response, listMethods(methods), isOpen);
  const name = methods[request.method === 'HEAD' ? 'GET' : request.method];
  if (name) return sendReply(request, response, await callRoute(name, request));
  response.setHeader('Allow', listMethods(methods));
  throw new Refusal('method-not-allowed', `Takes ${listMethods(methods)}.`);
}

function listMethods(methods: Methods): string {
  const named = Object.keys(methods).flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : method));
  return [...named, 'OPTIONS'].join(', ');
}

/** A key that comes twice is a list, which no query takes. No key can reach a prototype. */
function readQuery(text: string | null): Record<string, string | string[]> {
  const query: Record<string, string | string[]> = Object.create(null);
  // One pass: to look each key up again takes half a second of everybody's time for the 8,000 that a header has room for.
  for (const [key, value] of new URLSearchParams(text ?? '')) {
    const before = query[key];
    if (before === undefined) query[key] = value;
    else if (Array.isArray(before)) before.push(value);
    else query[key] = [before, value];
  }
  return query;
}

/** Express says with a status what it could not read in a path, such as "%zz". */
function readPathError(error: unknown): unknown {
  const status = error instanceof Error && 'status' in error ? error.status : undefined;
  return typeof status === 'number' && status < 500
    ? new Refusal('not-readable', 'The address could not be read.')
    : error;
}
