/** People: who they are, how they sign in, and what tells open sockets that a session is over. */
import type { Clock, Timers } from '../clock.ts';
import type { TrustedTime } from '../clock-watch.ts';
import type { People } from '../desk/contract.ts';
import { sayFault } from '../fault-sentence.ts';
import type { PeopleStore } from '../ledger/people-store.ts';
import { unlessUnwritable } from '../live/store-faults.ts';
import { keyOrAnother } from './first-admin.ts';
import { createInvites } from './invites.ts';
import { createPasswordSemaphore } from './password-semaphore.ts';
import type { PasswordCost } from './passwords.ts';
import { PASSWORD_COST } from './passwords.ts';
import type { Sessions } from './sessions.ts';
import { createSessions } from './sessions.ts';
import { createSignIn } from './sign-in.ts';

export interface PeopleParts {
  store: PeopleStore;
  clock: Clock;
  trusted: TrustedTime;
  timers: Timers;
  log: { error(sentence: string): void };
  /** Left out: `PASSWORD_COST`. */
  cost?: PasswordCost;
}

/** An ending must reach open sockets within two seconds, also one that another process or an admin's hand wrote. */
const SWEEP_MS = 1_000;
const TIDY_MS = 3_600_000;
/** What is over is kept so long: a clock that was wrong from the start looks right, and must not remove it for good. */
const KEPT_MS = 30 * 86_400_000;

/** Disposing of it stops its watch over sessions; the store stays open. */
export async function openPeople(opened: PeopleParts): Promise<People & AsyncDisposable> {
  const { store, clock, trusted, log } = opened;
  const deviceKey = await keyOrAnother(store.secret('device'));
  const sessions = createSessions(store, trusted, deviceKey);
  const parts = { cost: PASSWORD_COST, ...opened, semaphore: createPasswordSemaphore(), sessions, deviceKey };

  async function signOut(token: string): Promise<void> {
    const operator = await sessions.end(token);
    if (!operator) return;
    const record = { at: clock.now(), personId: operator.id, action: 'sign-out', subject: operator.name };
    // The session is over, whether that could be recorded or not.
    await store.record(record).catch((error: unknown) => {
      log.error(`A sign-out was not recorded. ${sayFault(error)}`);
    });
  }

  return {
    signIn: createSignIn(parts),
    signOut,
    operator: async (token) => (token === undefined ? undefined : sessions.operator(token)),
    onSessionEnd: sessions.onEnd,
    ...createInvites(parts),
    [Symbol.asyncDispose]: watchSessions(sessions, opened),
  };
}

/** Returns what ends the watch. */
function watchSessions(sessions: Sessions, { store, clock, trusted, log }: PeopleParts): () => Promise<void> {
  let sweeping: Promise<void> | undefined;
  let tidiedAt = Number.NEGATIVE_INFINITY;
  let failed = false;

  /** What is over does no harm where it stays: on a disk that takes nothing, the store has said so already. */
  async function tidy(): Promise<void> {
    if (trusted.isDoubtful() || clock.monotonic() - tidiedAt < TIDY_MS) return;
    tidiedAt = clock.monotonic();
    await unlessUnwritable(store.removeExpired(trusted.earliest() - KEPT_MS));
  }

  async function sweep(): Promise<void> {
    try {
      await sessions.sweep();
      failed = false;
      await tidy();
    } catch (error) {
      // Once for each time it begins: a full disk must not fill the log too.
      if (!failed) log.error(`Sessions could not be looked through. ${sayFault(error)}`);
      failed = true;
    } finally {
      sweeping = undefined;
    }
  }

  const timer = setInterval(() => {
    sweeping ??= sweep();
  }, SWEEP_MS).unref();

  return async () => {
    clearInterval(timer);
    await sweeping;
  };
}
