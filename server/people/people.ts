/** People: signing in and out, invites, and the sweep that tells open sockets of sessions that are over. */
import type { Clock, Timers } from '../clock.ts';
import type { TrustedTime } from '../clock-watch.ts';
import type { People } from '../desk/contract.ts';
import { sayFault } from '../fault-sentence.ts';
import type { PeopleStore } from '../ledger/people-store.ts';
import { unlessUnwritable } from '../live/store-faults.ts';
import { keyOrTemporary } from './first-admin.ts';
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

/** A session's end must reach open sockets within two seconds, even if another process or an admin wrote it by hand. */
const SWEEP_MS = 1_000;
const TIDY_MS = 3_600_000;
/** Expired sessions and invites are kept this long: a clock that is wrong from the start must not delete good ones. */
const KEPT_MS = 30 * 86_400_000;

/** Its disposal ends the sweep; the store stays open. */
export async function openPeople(opened: PeopleParts): Promise<People & AsyncDisposable> {
  const { store, clock, trusted, log } = opened;
  const deviceKey = await keyOrTemporary(store.secret('device'));
  const sessions = createSessions(store, trusted, deviceKey);
  const parts = { cost: PASSWORD_COST, ...opened, semaphore: createPasswordSemaphore(), sessions, deviceKey };

  async function signOut(token: string): Promise<void> {
    const operator = await sessions.end(token);
    if (!operator) return;
    const record = { at: clock.now(), personId: operator.id, action: 'sign-out', subject: operator.name };
    // The session is over even if that could not be recorded.
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

/** Sweeps the sessions every second. Returns what ends that. */
function watchSessions(sessions: Sessions, { store, clock, trusted, log }: PeopleParts): () => Promise<void> {
  let sweeping: Promise<void> | undefined;
  let tidiedAt = Number.NEGATIVE_INFINITY;
  let failed = false;

  /** Deletes what expired long ago, once an hour. It does no harm if it stays because nothing can be written. */
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
      // Logged once for each run of failures: a full disk must not fill the log too.
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
