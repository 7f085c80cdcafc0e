/** Plain requests to the server, with each answer as a value: a refusal is no exception, and neither is a lost network. */
import type { Answers, Problem } from '#shared/answers.ts';
import type { PathFields, Query, RouteName } from '#shared/paths.ts';
import { PATHS, pathOf } from '#shared/paths.ts';
import type { Asked } from '#shared/protocol.ts';
import type { Instant } from '#shared/time.ts';

export type Result<Body> =
  | { is: 'answered'; status: number; body: Body }
  /** The server said no, and why. */
  | { is: 'refused'; status: number; problem: Problem }
  /** No answer came: no network, no server, or something between that answers with a page of its own. */
  | { is: 'unreachable' };

export interface Api {
  /** Calls a route with what its path, its query and its body take. */
  call<Name extends RouteName>(
    name: Name,
    ...asked: object extends Asked<Name> ? [] : [Asked<Name>]
  ): Promise<Result<Answers[Name]>>;
}

/** Milliseconds to wait for an answer. */
const TIMEOUT = 15_000;

/** When an answer was sent by the server's clock, and when it was asked for and came by this device's. */
export interface ClockReading {
  date: Instant;
  asked: Instant;
  came: Instant;
}

/**
 * @param now this device's clock, for `onClock` alone
 * @param onClock hears the `Date` of every answer that is the server's own
 */
export function createApi(
  request: typeof fetch,
  now: () => Instant = Date.now,
  onClock?: (reading: ClockReading) => void,
): Api {
  return {
    async call<Name extends RouteName>(
      name: Name,
      { query, body, ...fields }: { query?: Query; body?: unknown } = {},
    ) {
      const asked = now();
      try {
        // What is left of a call are the fields of its path, which the compiler cannot see.
        const path = pathOf(name, fields as PathFields<Name>, query);
        const response = await request(path, prepare(PATHS[name].method, body));
        const came = now();
        const result = await read<Answers[Name]>(response);
        const date = Date.parse(response.headers.get('date') ?? '');
        // A gateway that answers in the server's place has a clock of its own, which may be hours off.
        if (onClock && result.is !== 'unreachable' && !Number.isNaN(date)) onClock({ date, asked, came });
        return result;
      } catch {
        return { is: 'unreachable' };
      }
    },
  };
}

function prepare(method: string, body: unknown): RequestInit {
  return {
    method,
    signal: AbortSignal.timeout(TIMEOUT),
    headers: {
      accept: 'application/json',
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  };
}

async function read<Body>(response: Response): Promise<Result<Body>> {
  const { status } = response;
  const type = response.headers.get('content-type') ?? '';
  if (response.ok) {
    if (status === 204) return { is: 'answered', status, body: undefined as Body };
    // A portal of a hotel or a censor answers 200 with a page of its own.
    if (!type.includes('json')) return { is: 'unreachable' };
    return { is: 'answered', status, body: (await response.json()) as Body };
  }
  if (!type.includes('problem+json')) return { is: 'unreachable' };
  return { is: 'refused', status, problem: (await response.json()) as Problem };
}
