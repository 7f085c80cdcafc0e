/**
 * Signing in with a name and a password. Guessers are slowed down by name and address, and learn nothing: an unknown name
 * takes as long as a known one. On a device that signed in before, the person whose password is guessed is not slowed down.
 */
import type { Clock, Timers } from '../clock.ts';
import type { SignedIn } from '../desk/contract.ts';
import { sayFault } from '../fault-sentence.ts';
import { foldName } from '../fold-name.ts';
import type { PeopleStore, Person } from '../ledger/people-store.ts';
import { Refusal } from '../refusal.ts';
import { createAccountTries } from './account-tries.ts';
import type { PasswordSemaphore, Queue } from './password-semaphore.ts';
import type { PasswordCost } from './passwords.ts';
import { checkPassword, decoyHash, hashPassword, isOutdated } from './passwords.ts';
import type { Sessions } from './sessions.ts';
import type { Try } from './sign-in-limit.ts';
import { createSignInLimit, networkOf } from './sign-in-limit.ts';
import { isDeviceOf } from './tokens.ts';

/** An id that no person has, so that no device token is valid for it. */
const NOBODY = 'nobody';

export interface SignInParts {
  store: PeopleStore;
  clock: Clock;
  timers: Timers;
  log: { error(sentence: string): void };
  cost: PasswordCost;
  semaphore: PasswordSemaphore;
  sessions: Sessions;
  deviceKey: Uint8Array;
}

export interface Origin {
  address: string;
  /** Cookies that may be tokens of known devices: the header does not say which site set them. */
  devices?: readonly string[];
  /** The token of the session that this browser has already; it ends when the new one begins. */
  session?: string;
}

/**
 * Gives the try back unless the password was wrong. A request that was refused before its password was checked is no guess:
 * if it counted, many strangers behind one address would use up each other's tries.
 */
async function countWrong(attempt: Try, check: () => Promise<boolean>): Promise<boolean> {
  let isWrong = false;
  try {
    const isRight = await check();
    isWrong = !isRight;
    return isRight;
  } finally {
    if (!isWrong) attempt.giveBack();
  }
}

export function createSignIn(parts: SignInParts) {
  const { store, clock, log, cost, semaphore, sessions, deviceKey } = parts;
  const limit = createSignInLimit(clock);
  const tries = createAccountTries(parts);
  const decoy = decoyHash(cost);

  async function signIn(name: string, password: string, from: Origin): Promise<SignedIn> {
    const person = await store.personByName(name);
    const device = findDevice(person, from.devices ?? []);
    const check = (queue: Queue) => () =>
      semaphore.run(queue, () => checkPassword(person?.passwordHash ?? decoy, password));
    const isRight = await (device === undefined
      ? checkStranger([foldName(name), networkOf(from.address)], check('strange'))
      : countWrong(limit.take(['known', device]), check('known')));
    if (!(person && isRight)) throw new Refusal('wrong-password', 'The name or the password is wrong.');
    await renewHash(person, password);
    return open(person, device, from.session);
  }

  async function open(person: Person, device?: string, before?: string): Promise<SignedIn> {
    const signedIn = await sessions.open(person, device);
    await store.record({ at: clock.now(), personId: person.id, action: 'sign-in', subject: person.name });
    // The browser forgets the cookie of its earlier session. Left open, nobody could end that session any more.
    if (before !== undefined) await sessions.end(before);
    return signedIn;
  }

  async function checkStranger(
    [account, network]: [string, string],
    check: () => Promise<boolean>,
  ): Promise<boolean> {
    const attempt = limit.take(['strange', account, network]);
    return countWrong(attempt, async () => countWrong(await tries.take(account, network), check));
  }

  /** Does the same work for an unknown name: the time must not tell it from a known one. */
  function findDevice(person: Person | undefined, devices: readonly string[]): string | undefined {
    return devices.find((device) => isDeviceOf(deviceKey, person?.id ?? NOBODY, device));
  }

  /** Hashes the password anew if the cost has changed, now that it is at hand. A failure keeps nobody out. */
  async function renewHash(person: Person, password: string): Promise<void> {
    if (!isOutdated(person.passwordHash, cost)) return;
    try {
      const renewed = await semaphore.run('known', () => hashPassword(password, cost));
      await store.replacePasswordHash(person.id, person.passwordHash, renewed);
    } catch (error) {
      log.error(`A password's hash was not renewed. ${sayFault(error)}`);
    }
  }

  return signIn;
}
