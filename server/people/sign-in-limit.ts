/**
 * A rate limit with a fixed window: ten tries in 15 minutes for each subject, say a name and an address. Nothing
 * is kept that could be read back: a subject is a keyed hash in memory, and a key begins new counts for one window alone. A
 * count stays with its key and lasts one window, so two keys suffice, and forgetting is dropping a map.
 */
import { createHmac, randomBytes } from 'node:crypto';
import { isIPv4, isIPv6 } from 'node:net';
import type { Clock } from '../clock.ts';
import { Refusal } from '../refusal.ts';

/** A try that was taken. */
export interface Try {
  /** To be called if the password was right or was never checked: the try does not count then. */
  giveBack(): void;
}

export interface SignInLimit {
  /** @throws Refusal `too-many` with the seconds until there is another try */
  take(subject: readonly string[]): Try;
}

const TRIES = 10;
const WINDOW_MS = 15 * 60_000;
/** Subjects that are remembered, in about 20 MB. Beyond it the oldest is forgotten: a flood must not fill the memory. */
const SUBJECTS = 100_000;

interface Taken {
  /** Monotonic milliseconds. */
  since: number;
  tries: number;
}

interface Generation {
  since: number;
  key: Buffer;
  taken: Map<string, Taken>;
}

export function createSignInLimit(clock: Clock, mostSubjects = SUBJECTS): SignInLimit {
  let generations: readonly Generation[] = [begin(clock.monotonic())];

  function take(subject: readonly string[]): Try {
    const now = clock.monotonic();
    generations = turnOver(generations, now);
    const taken = find(generations, subject, now) ?? start(generations, subject, now, mostSubjects);
    if (taken.tries >= TRIES) throw refuse(taken.since + WINDOW_MS - now);
    taken.tries++;
    return {
      giveBack() {
        taken.tries--;
        if (taken.tries === 0) forget(generations, subject, taken);
      },
    };
  }

  return { take };
}

/**
 * The part of an address that one household or server has to itself. For IPv6 that is the /64 network: with its 2⁶⁴
 * addresses, each a subject of its own, there would be no limit.
 */
export function networkOf(address: string): string {
  const embedded = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (embedded !== undefined && isIPv4(embedded)) return embedded;
  if (!isIPv6(address)) return address;
  const [head = '', tail] = address.toLowerCase().split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail ? tail.split(':') : [];
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length);
  const groups = [...left, ...Array.from({ length: zeros }, () => '0'), ...right];
  return groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
}

/** The generations that are needed now: the newest first, then the one before it while its counts may still last. */
function turnOver(generations: readonly Generation[], now: number): readonly Generation[] {
  const [newest] = generations;
  const age = newest === undefined ? Number.POSITIVE_INFINITY : now - newest.since;
  if (newest === undefined || age >= 2 * WINDOW_MS) return [begin(now)];
  return age >= WINDOW_MS ? [begin(now), newest] : generations;
}

function begin(now: number): Generation {
  return { since: now, key: randomBytes(32), taken: new Map() };
}

function find(
  generations: readonly Generation[],
  subject: readonly string[],
  now: number,
): Taken | undefined {
  for (const { key, taken } of generations) {
    const found = taken.get(hashSubject(key, subject));
    if (found && now - found.since < WINDOW_MS) return found;
  }
  return undefined;
}

function start(
  generations: readonly Generation[],
  subject: readonly string[],
  now: number,
  mostSubjects: number,
): Taken {
  const [newest = begin(now)] = generations;
  const [oldest] = newest.taken.keys();
  if (newest.taken.size >= mostSubjects && oldest !== undefined) newest.taken.delete(oldest);
  const taken = { since: now, tries: 0 };
  newest.taken.set(hashSubject(newest.key, subject), taken);
  return taken;
}

/** Forgets a count without tries: subjects cost nothing to make up, and would push out those with tries. */
function forget(generations: readonly Generation[], subject: readonly string[], gone: Taken): void {
  for (const { key, taken } of generations) {
    const hash = hashSubject(key, subject);
    if (taken.get(hash) === gone) taken.delete(hash);
  }
}

/** Hashed as JSON, so that ["ab", "c"] and ["a", "bc"] differ. */
function hashSubject(key: Buffer, subject: readonly string[]): string {
  return createHmac('sha256', key).update(JSON.stringify(subject)).digest('base64url');
}

/** Seconds after which to try again, at least one. */
export function retryAfterOf(leftMs: number): number {
  return Math.max(1, Math.ceil(leftMs / 1000));
}

function refuse(leftMs: number): Refusal {
  const retryAfter = retryAfterOf(leftMs);
  return new Refusal('too-many', `Too many tries to sign in. Try again in ${retryAfter} seconds.`, {
    retryAfter,
  });
}
