/**
 * The rate limit of one account: ten tries a minute from devices that are not known, whatever their addresses. Requests
 * beyond it wait, and are drawn by lottery when there are tries again. So guessers cannot keep out the account's owner, who
 * is at a new device, by being first or by asking more often.
 */
import type { Clock, Timers } from '../clock.ts';
import { Refusal } from '../refusal.ts';
import type { Lottery } from './lottery.ts';
import { createLottery } from './lottery.ts';
import type { Try } from './sign-in-limit.ts';
import { retryAfterOf } from './sign-in-limit.ts';

export interface AccountTries {
  /**
   * Resolves once the request has a try.
   * @throws Refusal `too-many`, with the seconds until there are tries again, after half a minute of waiting, or if too
   * many others wait
   */
  take(account: string, network: string): Promise<Try>;
}

export interface AccountTriesParts {
  clock: Clock;
  timers: Timers;
  /** From 0 up to 1. */
  random?: () => number;
}

const TRIES = 10;
const WINDOW_MS = 60_000;
/** The longest wait. A longer one would look broken, and a proxy would give up first. */
const PATIENCE_MS = 30_000;
/** The most that wait for one account: networks, and requests of one network. */
const WAITING = { groups: 200, ofOneGroup: 8 };
/** Accounts that are remembered, made-up names among them. Each costs a password check, so no flood comes near it. */
const ACCOUNTS = 10_000;

interface Waiter {
  call(): void;
  sendAway(): void;
}

export function createAccountTries(parts: AccountTriesParts): AccountTries {
  const accounts = new Map<string, Account>();
  return {
    async take(name, network) {
      const account = accounts.get(name) ?? createAccount(parts);
      // Deleted and set again, so that the map's order is that of the last use.
      accounts.delete(name);
      accounts.set(name, account);
      if (accounts.size > ACCOUNTS) forgetOldest(accounts);
      const taken = await account.take(network);
      return {
        giveBack() {
          taken.giveBack();
          if (account.isFresh) accounts.delete(name);
        },
      };
    },
  };
}

function forgetOldest(accounts: Map<string, Account>): void {
  for (const [name, { isAwaited }] of accounts) {
    if (isAwaited) continue;
    accounts.delete(name);
    return;
  }
}

interface Account {
  take(network: string): Promise<Try>;
  readonly isAwaited: boolean;
  /** Whether it has no tries of the last minute and nobody waits: then it need not be remembered. */
  readonly isFresh: boolean;
}

function createAccount({ clock, timers, random = Math.random }: AccountTriesParts): Account {
  const waiting: Lottery<Waiter> = createLottery(WAITING, random);
  /** The monotonic times of the tries of the last minute, oldest first. */
  let taken: number[] = [];
  let callOffLook = () => {};

  /** Milliseconds until there is a try; 0 if there is one now. */
  function untilFree(): number {
    const now = clock.monotonic();
    taken = taken.filter((at) => now - at < WINDOW_MS);
    const [oldest = now] = taken;
    return taken.length < TRIES ? 0 : oldest + WINDOW_MS - now;
  }

  function begin(): Try {
    const at = clock.monotonic();
    taken.push(at);
    return {
      giveBack() {
        taken.splice(taken.indexOf(at), 1);
        callNext();
      },
    };
  }

  /** Gives the tries that there are to requests drawn by lottery, and looks again when there is the next. */
  function callNext(): void {
    callOffLook();
    while (!waiting.isEmpty && untilFree() === 0) waiting.draw()?.call();
    if (!waiting.isEmpty) callOffLook = timers.after(untilFree(), callNext);
  }

  function wait(network: string): Promise<Try> {
    const { promise, resolve, reject } = Promise.withResolvers<Try>();
    const refuse = () => reject(refuseTry(untilFree()));
    const callOff = timers.after(PATIENCE_MS, () => {
      waiting.remove(network, waiter);
      refuse();
    });
    const waiter: Waiter = {
      call() {
        callOff();
        resolve(begin());
      },
      sendAway() {
        callOff();
        refuse();
      },
    };
    waiting.add(network, waiter)?.sendAway();
    callNext();
    return promise;
  }

  return {
    take: async (network) => (waiting.isEmpty && untilFree() === 0 ? begin() : wait(network)),
    get isAwaited() {
      return !waiting.isEmpty;
    },
    get isFresh() {
      return waiting.isEmpty && taken.length === 0;
    },
  };
}

function refuseTry(waitMs: number): Refusal {
  const retryAfter = retryAfterOf(waitMs);
  return new Refusal(
    'too-many',
    `Many are trying to sign in with this name. Try again in ${retryAfter} seconds, or on a device that signed in before.`,
    { retryAfter },
  );
}
