/**
 * The one guarded way in. Every route and every event passes here: who asks (the role is read again each time, and once
 * more when the body is there), how often, what they say, what is done about it, and the one `catch`. Nothing that a
 * caller sends, and no error of a handler, reaches the process.
 */
import type { Access } from '#shared/roles.ts';
import { isRole } from '#shared/roles.ts';
import type { Admission } from '../desk/admission.ts';
import { admit, refuseWithheld } from '../desk/admission.ts';
import type { Operator, People } from '../desk/contract.ts';
import { LedgerFault } from '../ledger-fault.ts';
import type { Live } from '../live/contract.ts';
import { refuseStore } from '../live/store-faults.ts';
import type { Log } from '../log.ts';
import type { RefusalCode } from '../refusal.ts';
import { Refusal } from '../refusal.ts';
import type { PostingLimit } from './posting-limit.ts';
import type { PreparedJson } from './prepared-json.ts';
import { describeRefusal, retryAfter } from './problem.ts';
import type { StreamedBody } from './streamed-body.ts';

/** What the doors send back: an acknowledgement as it is, or over HTTP with these headers. */
export type Reply<Body = unknown> = ReplyHead &
  (undefined extends Body
    ? { body?: Body | undefined }
    : { body: Body | PreparedJson<Body> | StreamedBody<Body> });

interface ReplyHead {
  status: number;
  /** A strong validator with its quotation marks. */
  etag?: string;
  /** Whether anybody may keep it for a second; left out: nobody may keep it. */
  shared?: true;
  cookies?: string[];
  /** Seconds. */
  retryAfter?: number;
  /** An RFC 9457 document. */
  problem?: true;
  /** Of a refusal. */
  code?: RefusalCode;
}

/** A session that holds. */
export interface LiveSession {
  operator: Operator;
  token: string;
}

/** One request or event on its way in. */
export interface Attempt<In> {
  /** The route's or event's name, all that the log may say of it. */
  name: string;
  access: Access;
  /** What may be the session's token; none for who brings no session. */
  tokens: readonly string[];
  /** The board it is about. */
  slug: string | undefined;
  /** Whether it counts against the person's posting limit. */
  counts: boolean;
  /** Refuses what must be refused before anything is looked at, such as a foreign origin. */
  guard?(): void;
  /** Reads and checks the input, after access and limits: who may not post cannot make the server read 5 MB. */
  parse(session: LiveSession | undefined): In | Promise<In>;
  /**
   * Waits for a turn, for what takes longer than a moment; undefined where that is to be had at once. What may be seen is
   * looked at again after it.
   */
  wait?(input: In): Promise<void> | undefined;
  /** A thrown `Refusal` is an answer; any other error is a 500 without a word about it. */
  run(admission: Admission, input: In): Reply | Promise<Reply>;
}

export interface Dispatcher {
  /** Never rejects. */
  dispatch<In>(attempt: Attempt<In>): Promise<Reply>;
  /** From now on everything is refused as `busy`; resolves when what was under way is answered. */
  drain(): Promise<void>;
  readonly isDraining: boolean;
}

export interface DispatcherParts {
  people: Pick<People, 'operator'>;
  live: Pick<Live, 'tally' | 'view' | 'withheld'>;
  postingLimit: PostingLimit;
  log: Log;
}

export function createDispatcher({ people, live, postingLimit, log }: DispatcherParts): Dispatcher {
  const underWay = new Set<Promise<Reply>>();
  let isDraining = false;

  async function lookUpAgain(session: LiveSession | undefined): Promise<Operator | undefined> {
    return session && people.operator(session.token);
  }

  async function answer<In>(attempt: Attempt<In>): Promise<Reply> {
    try {
      if (isDraining) throw new Refusal('busy', 'The server is stopping.');
      attempt.guard?.();
      const session = await findSession(people, attempt.tokens);
      admit(live, session?.operator, attempt);
      if (attempt.counts && session) postingLimit.take(session.operator.id);
      const parsed = attempt.parse(session);
      const input = await parsed;
      // A body may take an hour to come: a session that has ended meanwhile lets nobody do anything.
      const operator = parsed instanceof Promise ? await lookUpAgain(session) : session?.operator;
      await attempt.wait?.(input);
      return await attempt.run(admit(live, operator, attempt), input);
    } catch (error) {
      return replyTo(explain(error, attempt.slug, live), attempt, log);
    }
  }

  return {
    async dispatch(attempt) {
      const reply = answer(attempt);
      underWay.add(reply);
      return reply.finally(() => underWay.delete(reply));
    },
    async drain() {
      isDraining = true;
      await Promise.all(underWay);
    },
    get isDraining() {
      return isDraining;
    },
  };
}

/** The first of the tokens whose session holds. */
export async function findSession(
  people: Pick<People, 'operator'>,
  tokens: readonly string[],
): Promise<LiveSession | undefined> {
  for (const token of tokens) {
    const operator = await people.operator(token);
    if (operator) return { operator, token };
  }
  return undefined;
}

/** What was found to be damaged while it was read is told as what is damaged already. */
function explain(error: unknown, slug: string | undefined, live: DispatcherParts['live']): unknown {
  const withheld = slug === undefined || !(error instanceof LedgerFault) ? undefined : live.withheld(slug);
  return withheld ? refuseWithheld(withheld.since) : error;
}

/** The answer to what was thrown. Errors of watchers' requests may quote a path, so the log does not repeat their words. */
export function replyTo(
  error: unknown,
  { name, access }: Pick<Attempt<unknown>, 'name' | 'access'>,
  log: Log,
): Reply {
  const refusal = error instanceof Refusal ? error : refuseFault(error, { name, access }, log);
  const problem = describeRefusal(refusal);
  const seconds = retryAfter(refusal);
  return {
    status: problem.status,
    body: problem,
    problem: true,
    code: refusal.code,
    ...(seconds !== undefined && { retryAfter: seconds }),
  };
}

/** A store that does not serve is foreseen, and passes: a full disk must not look like a fault of the program. */
function refuseFault(
  error: unknown,
  { name, access }: Pick<Attempt<unknown>, 'name' | 'access'>,
  log: Log,
): Refusal {
  if (error instanceof LedgerFault) {
    log.error(`${name} failed: ${error.message}`);
    return refuseStore(error);
  }
  log.fault(name, error, isRole(access));
  return new Refusal('failed', 'The server could not answer. It is in its log.');
}
