/** Plain requests to the server, with each answer as a value: a refusal is no exception, and neither is a lost network. */
import type { Problem } from '#shared/protocol.ts';
import type { Instant } from '#shared/time.ts';

export type Result<Body> =
  | { is: 'answered'; status: number; body: Body }
  /** The server said no, and why. `retryAfter` in seconds, where it named a time. */
  | { is: 'refused'; status: number; problem: Problem; retryAfter?: number }
  /** No answer came: no network, no server, or something between that answers with a page of its own. */
  | { is: 'unreachable' };

export interface Call {
  method?: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  body?: unknown;
  /** Milliseconds to wait for the answer; 15 s where it is left out. */
  timeout?: number;
  signal?: AbortSignal;
}

export interface Api {
  /** `path` begins with a slash. The caller names the shape of the answer, which the protocol fixes. */
  call<Body>(path: string, call?: Call): Promise<Result<Body>>;
}

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
    async call<Body>(path: string, call: Call = {}) {
      const asked = now();
      try {
        const response = await request(path, prepare(call));
        const came = now();
        const result = await read<Body>(response);
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

function prepare({ method = 'GET', body, timeout = 15_000, signal }: Call): RequestInit {
  const timer = AbortSignal.timeout(timeout);
  return {
    method,
    credentials: 'same-origin',
    signal: signal ? AbortSignal.any([signal, timer]) : timer,
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
  const problem = (await response.json()) as Problem;
  const retryAfter = Number(response.headers.get('retry-after') ?? Number.NaN);
  return { is: 'refused', status, problem, ...(Number.isFinite(retryAfter) && { retryAfter }) };
}
