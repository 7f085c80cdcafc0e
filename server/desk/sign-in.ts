/**
 * Signing in with a name and a password. Whoever guesses is slowed down, by name and address, and learns nothing: an
 * unknown name takes as long as a known one. The person guessed at is not slowed down on a device that signed in before.
 */
import type { Clock } from '../clock.ts';
import { foldName } from '../fold-name.ts';
import type { PeopleStore, Person } from '../ledger/people-store.ts';
import { Refusal } from '../refusal.ts';
import type { SignedIn } from './contract.ts';
import type { Lane, PasswordLanes } from './password-lanes.ts';
import type { PasswordCost } from './passwords.ts';
import { checkPassword, decoyHash, hashPassword, isOutdated } from './passwords.ts';
import type { Sessions } from './sessions.ts';
import { createSignInLimit, networkOf } from './sign-in-limit.ts';
import { isDeviceOf } from './tokens.ts';

export interface SignInParts {
  store: PeopleStore;
  clock: Clock;
  log: { error(sentence: string): void };
  cost: PasswordCost;
  lanes: PasswordLanes;
  sessions: Sessions;
  deviceKey: Uint8Array;
}

export interface Origin {
  address: string;
  device?: string;
}

export function createSignIn(parts: SignInParts) {
  const { store, clock, log, cost, lanes, sessions, deviceKey } = parts;
  const limit = createSignInLimit(clock);
  const decoy = decoyHash(cost);

  async function signIn(name: string, password: string, from: Origin): Promise<SignedIn> {
    const named = await store.personByName(name);
    const device = named && isKnown(named, from.device) ? from.device : undefined;
    const lane: Lane = device === undefined ? 'strange' : 'known';
    const subject = device === undefined ? [foldName(name), networkOf(from.address)] : [device];
    const attempt = limit.take([lane, ...subject]);
    const isRight = await lanes
      .run(lane, () => checkPassword(named?.passwordHash ?? decoy, password))
      .catch((error: unknown) => {
        // Turned away unseen, it was no guess; counted, a crowd of strangers would use up the tries of their neighbour.
        attempt.giveBack();
        throw error;
      });
    if (!(named && isRight)) throw new Refusal('wrong-password', 'The name or the password is wrong.');
    attempt.giveBack();
    await renewHash(named, password);
    const signedIn = await sessions.open(named, device);
    await store.record({ at: clock.now(), personId: named.id, action: 'sign-in', subject: named.name });
    return signedIn;
  }

  function isKnown(person: Person, device: string | undefined): boolean {
    return device !== undefined && isDeviceOf(deviceKey, person.id, device);
  }

  /** The password is at hand only now. That it could not be renewed keeps nobody out. */
  async function renewHash(person: Person, password: string): Promise<void> {
    if (!isOutdated(person.passwordHash, cost)) return;
    try {
      const renewed = await lanes.run('known', () => hashPassword(password, cost));
      await store.replacePasswordHash(person.id, person.passwordHash, renewed);
    } catch (error) {
      log.error(`A password's hash was not renewed: ${String(error)}`);
    }
  }

  return signIn;
}
