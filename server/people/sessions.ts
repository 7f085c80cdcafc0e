/** Sessions: opened for a person, read from the store at every event, and announced when they end, whoever ended them. */
import type { TrustedTime } from '../clock-watch.ts';
import type { Operator, SignedIn } from '../desk/contract.ts';
import type { PeopleStore, Person } from '../ledger/people-store.ts';
import { createListeners } from '../listeners.ts';
import { Refusal } from '../refusal.ts';
import { deviceToken, hashToken, newToken } from './tokens.ts';

/**
 * Seven days from signing in, however much it is used: a stolen cookie ends by itself, reading never writes, and the
 * longest event so far (a month of registrations, one evening of arrests) asks for a password four times.
 */
const SESSION_MS = 7 * 86_400_000;

export interface Sessions {
  /** @param device the token that the device has already; left out, it gets a new one */
  open(person: Person, device?: string): Promise<SignedIn>;
  operator(token: string): Promise<Operator | undefined>;
  /** Ends a session, even if the store cannot write; returns who was signed in. */
  end(token: string): Promise<Operator | undefined>;
  onEnd(listener: (sessionHash: string) => void): () => void;
  /** Announces the sessions that are over by now: expired, or ended by another process or by hand. */
  sweep(): Promise<void>;
}

export function createSessions(store: PeopleStore, trusted: TrustedTime, deviceKey: Uint8Array): Sessions {
  /** Hashes of the sessions that were alive when last asked for: those that may have an open socket. */
  const alive = new Set<string>();
  /** Hashes of sessions that are ended but not yet in the store. They let nobody in. */
  const unwritten = new Set<string>();
  const listeners = createListeners<string>();

  async function open(person: Person, device = deviceToken(deviceKey, person.id)): Promise<SignedIn> {
    const token = newToken();
    const createdAt = trusted.now();
    const expiresAt = createdAt + SESSION_MS;
    await store.addSession({ tokenHash: hashToken(token), personId: person.id, createdAt, expiresAt });
    const signedIn = await operator(token);
    if (!signedIn) throw new Refusal('signed-out', 'This session was ended while it began. Sign in again.');
    return { operator: signedIn, token, lifetimeMs: SESSION_MS, device };
  }

  async function operator(token: string): Promise<Operator | undefined> {
    const sessionHash = hashToken(token);
    const found = await find(sessionHash);
    if (!found) {
      announceEnd(sessionHash);
      return undefined;
    }
    alive.add(sessionHash);
    return { id: found.person.id, name: found.person.name, grants: found.grants, sessionHash };
  }

  async function end(token: string): Promise<Operator | undefined> {
    const signedIn = await operator(token);
    if (!signedIn) return undefined;
    unwritten.add(signedIn.sessionHash);
    announceEnd(signedIn.sessionHash);
    // Signing out must work on a full disk too: what cannot be written now is written by a later sweep.
    await writeEnds().catch(() => undefined);
    return signedIn;
  }

  async function writeEnds(): Promise<void> {
    for (const sessionHash of [...unwritten]) {
      await store.endSession(sessionHash);
      unwritten.delete(sessionHash);
    }
  }

  async function find(sessionHash: string) {
    return unwritten.has(sessionHash) ? undefined : store.session(sessionHash, trusted.earliest());
  }

  function announceEnd(sessionHash: string): void {
    if (alive.delete(sessionHash)) listeners.call(sessionHash);
  }

  async function sweep(): Promise<void> {
    for (const sessionHash of [...alive]) {
      if (!(await find(sessionHash))) announceEnd(sessionHash);
    }
    await writeEnds();
  }

  return { open, operator, end, onEnd: listeners.add, sweep };
}
