/** Calls from the server's thread to a worker: one message there, one back, faults as faults. */
import type { MessagePort, Worker } from 'node:worker_threads';
import { LedgerFault } from '../contract.ts';
import { faultOf } from './faults.ts';

/** What a worker answers, by name: a request in, a result out, both plain values. */
type Answers<C> = { [Name in keyof C]: (request: never) => unknown };
type RequestOf<F> = F extends (request: infer R) => unknown ? R : never;
type ResultOf<F> = F extends (request: never) => infer R ? R : never;

interface Call {
  call: number;
  name: string;
  request: unknown;
}
type Answer = { call: number } & (
  | { result: unknown }
  | { fault: { code: LedgerFault['code']; sentence: string } }
);

/** The worker's side: answers calls in the order in which they come. */
export function answerCalls<C extends Answers<C>>(port: MessagePort, answers: C): void {
  port.on('message', ({ call, name, request }: Call) => {
    // Both sides are compiled against the same `C`: the name is one of its keys, and the request is what it takes.
    const answer = answers[name as keyof C] as unknown as (request: unknown) => unknown;
    port.postMessage(attempt(call, () => answer(request)));
  });
}

function attempt(call: number, run: () => unknown): Answer {
  try {
    return { call, result: run() };
  } catch (error) {
    const { code, message } = faultOf(error);
    return { call, fault: { code, sentence: message } };
  }
}

export interface Caller<C> {
  call<Name extends keyof C & string>(name: Name, request: RequestOf<C[Name]>): Promise<ResultOf<C[Name]>>;
  /** The fault with which the worker ended, once it has. */
  readonly ended: LedgerFault | undefined;
}

/** The caller's side. A worker that ends fails every call that waits, and every later one. */
export function callWorker<C extends Answers<C>>(worker: Worker): Caller<C> {
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  let calls = 0;
  let ended: LedgerFault | undefined;
  const end = (fault: LedgerFault) => {
    ended ??= fault;
    for (const { reject } of waiting.values()) reject(ended);
    waiting.clear();
  };
  worker.on('message', (answer: Answer) => {
    const caller = waiting.get(answer.call);
    waiting.delete(answer.call);
    if ('fault' in answer) caller?.reject(new LedgerFault(answer.fault.code, answer.fault.sentence));
    else caller?.resolve(answer.result);
  });
  worker.on('error', (error) => end(faultOf(error)));
  worker.on('exit', () => end(new LedgerFault('closed', 'The store is closed.')));
  return {
    call(name, request) {
      if (ended) return Promise.reject(ended);
      const answer = Promise.withResolvers<unknown>();
      waiting.set(++calls, answer);
      worker.postMessage({ call: calls, name, request } satisfies Call);
      // The answer was computed by the function of this name in `C`.
      return answer.promise as Promise<ResultOf<C[typeof name]>>;
    },
    get ended() {
      return ended;
    },
  };
}
