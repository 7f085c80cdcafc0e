/** Brings a request to its route: what the protocol's table says about it, and then the dispatcher. */
import type { Request } from 'express';
import { z } from 'zod';
import { idSchema } from '#shared/ids.ts';
import { LIMITS } from '#shared/limits.ts';
import type { RouteName } from '#shared/paths.ts';
import type { Taken } from '#shared/protocol.ts';
import { ROUTES, schemaOf } from '#shared/protocol.ts';
import type { Access } from '#shared/roles.ts';
import { isRole } from '#shared/roles.ts';
import { Refusal } from '../../refusal.ts';
import type { Dispatcher, Reply } from '../dispatcher.ts';
import { sayNature } from '../nature.ts';
import type { OriginRule } from '../origin.ts';
import { isJsonType, senderOf } from '../origin.ts';
import type { DoorParts } from '../parts.ts';
import { parseListWith, parseWith } from '../problem.ts';
import type { Lanes } from '../turns.ts';
import { waitForChanges } from '../wait-for-changes.ts';
import { readBody, refuseType } from './body.ts';
import type { Cookies } from './cookies.ts';
import { createExportRoutes } from './exports.ts';
import { createOperating } from './operating.ts';
import { createPastRoutes } from './past.ts';
import { trustBody } from './patience.ts';
import { createReading } from './reading.ts';
import type { Caller, RouteCall, RouteTable } from './routes.ts';
import { isFresh } from './send-reply.ts';

export interface RouteCallParts extends DoorParts {
  cookies: Cookies;
  dispatcher: Dispatcher;
  lanes: Lanes;
  originRule: OriginRule;
}

/** A row of the protocol's table, as it looks to all routes alike. */
interface Row {
  method: string;
  access: Access;
  query?: Taken;
  body?: Taken;
  bytes?: number;
}

/** What a route does not know must not be passed over: a post with `?hold=60` would be public at once. */
const noQuery = z.strictObject({});

export function createRouteCaller(
  parts: RouteCallParts,
): (name: RouteName, request: Request) => Promise<Reply> {
  const { cookies, dispatcher, lanes, live, originRule } = parts;
  const table = createTable(parts);

  return (name, request) => {
    const row: Row = ROUTES[name];
    const isChange = row.method !== 'GET';
    const slug = request.params.slug?.toString();
    const tokens = cookies.sessions(request.headers.cookie);
    const caller = readCaller(request, tokens[0], cookies, originRule);
    return dispatcher.dispatch({
      name,
      access: row.access,
      tokens,
      slug,
      counts: isChange && isRole(row.access),
      guard: () => {
        if (isChange) checkChange({ name, row }, request, originRule);
      },
      parse: async (session) => {
        if (session) {
          trustBody(request);
          caller.sessionToken = session.token;
        }
        const take = (taken: Taken) => schemaOf(taken, live.tally(slug ?? '')?.board);
        const query = parseWith(take(row.query ?? noQuery), request.query);
        const sent = row.body && (await readRowsBody(name, row, request));
        const body = row.body && (await parseBody(take(row.body), sent, lanes));
        return {
          id: readEntryId(request.params.id?.toString()),
          query,
          body,
          isList: Array.isArray(sent),
        };
      },
      wait: ({ query }) => waitForTurn(parts, { name, slug, query }),
      run: async (admission, input) => {
        const call = { ...admission, slug: slug ?? '', caller, ...input };
        // The compiler cannot see that the dispatcher and the row's schemas have made it the call of this very route.
        const run = table[name] as (call: unknown) => Reply | Promise<Reply>;
        const reply = await run(call satisfies LooseCall);
        return slug === undefined ? reply : sayNature(reply, live.tally(slug)?.board);
      },
    });
  };
}

/** What is worked out for who asks; an entry, a list of lines and a page wait for theirs by themselves. */
const WORKED_OUT: ReadonlySet<RouteName> = new Set(['feed', 'series', 'claims', 'wave']);

function waitForTurn(
  { lanes, live }: Pick<RouteCallParts, 'lanes' | 'live'>,
  { name, slug, query }: { name: RouteName; slug: string | undefined; query: unknown },
): Promise<void> | undefined {
  if (WORKED_OUT.has(name)) return lanes.reading.take();
  if (name !== 'changes') return undefined;
  // The dispatcher has it from this very route's schema, which the compiler cannot see.
  return waitForChanges({ live, lanes }, slug ?? '', query as RouteCall<'changes'>['query']);
}

type LooseCall = { [Field in keyof RouteCall<RouteName>]: unknown };

function createTable(parts: RouteCallParts): RouteTable {
  return {
    ...createReading(parts),
    ...createPastRoutes(parts),
    ...createExportRoutes(parts),
    ...createOperating(parts),
    alive: () => ({ status: 200, body: { status: 'alive' } }),
    ready: async () => {
      const health = await parts.health().catch(() => {
        throw new Refusal('cannot-store', 'The store cannot serve. What is wrong is in the log.');
      });
      const clock = parts.clockWord.doubt();
      return { status: 200, body: { ...health, ...(clock && { clock }) } };
    },
  };
}

/** A list is one of entries, the only one that is taken by itself. */
function parseBody(
  schema: z.ZodType,
  sent: unknown,
  { posting }: Pick<Lanes, 'posting'>,
): Promise<unknown> | unknown {
  if (!Array.isArray(sent)) return parseWith(schema, sent);
  return parseListWith(schema, sent, { most: LIMITS.batch, turns: posting });
}

/** An id that no entry can have is one that no entry has. */
function readEntryId(id: string | undefined): string {
  if (id === undefined) return '';
  const parsed = idSchema.safeParse(id);
  if (!parsed.success) throw new Refusal('not-found', 'There is no entry with this id.');
  return parsed.data;
}

function readCaller(
  request: Request,
  sessionToken: string | undefined,
  cookies: Cookies,
  originRule: OriginRule,
): Caller {
  return {
    address: request.ip ?? '',
    sessionToken,
    deviceTokens: cookies.devices(request.headers.cookie),
    origin: originRule.ownOrigin(senderOf(request)),
    has: (etag) => isFresh(request, { etag }),
  };
}

/** A body that says it is something else is told so; that it came without an `Origin` is then beside the point. */
function checkChange(
  { name, row }: { name: RouteName; row: Row },
  request: Request,
  originRule: OriginRule,
): void {
  const { headers } = request;
  if (row.body && headers.origin === undefined && !isJsonType(headers['content-type']))
    throw refuseType(takesLines(name));
  originRule.checkChange(request.method, senderOf(request));
}

/** Whether several may be sent as lines. */
const takesLines = (name: RouteName) => name === 'postEntries';

function readRowsBody(name: RouteName, row: Row, request: Request): Promise<unknown> {
  return readBody(request, row.bytes ?? LIMITS.jsonBytes, takesLines(name));
}
