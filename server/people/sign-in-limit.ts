/**
 * Ten tries in 15 minutes for each subject, say a name and an address. Nothing that could be read back is kept: a subject
 * is a keyed hash in memory, and the key is thrown away after 15 minutes. Counts live with the key they began under and
 * last as long as the window does, so two keys are enough, and forgetting is dropping a map.
 */
import { createHmac, randomBytes } from 'node:crypto';
import { isIPv4, isIPv6 } from 'node:net';
import type { Clock } from '../clock.ts';
import { Refusal } from '../refusal.ts';

/** One try, taken. */
export interface Try {
  /** It was right, or nobody looked at it: it does not count. */
  giveBack(): void;
}

export interface SignInLimit {
  /** @throws Refusal `too-many` with the seconds until there is another try. */
  take(subject: readonly string[]): Try;
}

const TRIES = 10;
const WINDOW_MS = 15 * 60_000;
/** About 20 MB. Past it the oldest are forgotten, rather than that a flood of addresses fills the memory. */
const SUBJECTS = 100_000;

interface Taken {
  /** By the clock that nobody can set. */
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
 * The part of an address that one household or server has to itself: IPv6 hands out whole /64 networks, 2⁶⁴ addresses
 * to try from.
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

/** The newest first, and the one before it while counts of it may still be running. */
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

/** Kept without a try, subjects that cost nothing to make up would soon push out those whose tries count. */
function forget(generations: readonly Generation[], subject: readonly string[], gone: Taken): void {
  for (const { key, taken } of generations) {
    const hash = hashSubject(key, subject);
    if (taken.get(hash) === gone) taken.delete(hash);
  }
}

/** As JSON, so that ["ab", "c"] and ["a", "bc"] stay two. */
function hashSubject(key: Buffer, subject: readonly string[]): string {
  return createHmac('sha256', key).update(JSON.stringify(subject)).digest('base64url');
}

function refuse(leftMs: number): Refusal {
  const retryAfter = Math.max(1, Math.ceil(leftMs / 1000));
  return new Refusal('too-many', `Too many tries to sign in. Try again in ${retryAfter} seconds.`, {
    retryAfter,
  });
}
