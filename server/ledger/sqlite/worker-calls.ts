/** Calls from the server's thread to a worker: one message there, one back. A fault comes back as a LedgerFault. */
import type { MessagePort, Worker } from 'node:worker_threads';
import { LedgerFault } from '../../ledger-fault.ts';
import { faultOf } from './faults.ts';

/** The functions of a worker by name; each takes a request and returns a result, both plain values. */
type Handlers<C> = { [Name in keyof C]: (request: never) => unknown };
type RequestOf<F> = F extends (request: infer R) => unknown ? R : never;
type ResultOf<F> = F extends (request: never) => infer R ? R : never;

/** Every worker has a function that closes its connection. */
interface Closes {
  close(request: null): void;
}

interface Call {
  call: number;
  name: string;
  request: unknown;
}
type Reply = { call: number } & (
  | { result: unknown }
  | { fault: { code: LedgerFault['code']; sentence: string } }
);

/** The worker's side: runs the calls in the order in which they come. */
export function serveCalls<C extends Handlers<C>>(port: MessagePort, handlers: C): void {
  port.on('message', ({ call, name, request }: Call) => {
    // Both sides are compiled against the same `C`: the name is one of its keys, and the request is what it takes.
    const handle = handlers[name as keyof C] as unknown as (request: unknown) => unknown;
    void attempt(call, () => handle(request)).then((reply) => port.postMessage(reply));
  });
}

async function attempt(call: number, run: () => unknown): Promise<Reply> {
  try {
    return { call, result: await run() };
  } catch (error) {
    const { code, message } = faultOf(error);
    return { call, fault: { code, sentence: message } };
  }
}

export interface Caller<C> extends AsyncDisposable {
  call<Name extends keyof C & string>(
    name: Name,
    request: RequestOf<C[Name]>,
  ): Promise<Awaited<ResultOf<C[Name]>>>;
}

/**
 * The server's side. Once the worker ends, every call that waits and every later one is rejected, and `onEnd` is called.
 * Its disposal lets the calls before it finish.
 */
export function callWorker<C extends Handlers<C> & Closes>(
  worker: Worker,
  onEnd: (fault: LedgerFault) => void,
): Caller<C> {
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  let calls = 0;
  let ended: LedgerFault | undefined;
  const end = (fault: LedgerFault) => {
    ended ??= fault;
    onEnd(ended);
    for (const { reject } of waiting.values()) reject(ended);
    waiting.clear();
  };
  const send = (name: string, request: unknown): Promise<unknown> => {
    if (ended) return Promise.reject(ended);
    const reply = Promise.withResolvers<unknown>();
    waiting.set(++calls, reply);
    worker.postMessage({ call: calls, name, request } satisfies Call);
    return reply.promise;
  };
  worker.on('message', (reply: Reply) => {
    const caller = waiting.get(reply.call);
    waiting.delete(reply.call);
    if ('fault' in reply) caller?.reject(new LedgerFault(reply.fault.code, reply.fault.sentence));
    else caller?.resolve(reply.result);
  });
  worker.on('error', (error) => end(faultOf(error)));
  worker.on('exit', () =>
    end(new LedgerFault('failed', 'A worker of the store has ended: restart the server.')),
  );
  return {
    // The compiler cannot see that the result is that of the function of this name in `C`.
    call: (name, request) => send(name, request) as Promise<Awaited<ResultOf<C[typeof name]>>>,
    async [Symbol.asyncDispose]() {
      // A worker that dies meanwhile has closed as well; its fault must not hide the one that led here.
      if (!ended) await send('close', null).catch(() => undefined);
      await worker.terminate();
    },
  };
}
