/**
 * Watches whether the clock jumped against the time that passed, or is behind what the ledger has published. A clock that
 * was just put right looks like one that was just put wrong, so it is doubtful until an admin says which it is.
 * docs/decisions/007-a-clock-that-was-wrong.md says what follows from that.
 */
import type { ClockDoubt } from '#shared/answers.ts';
import type { Instant } from '#shared/time.ts';
import type { Clock, Timers } from './clock.ts';
import type { Log } from './log.ts';

/** The time by which sessions and invites end, so that setting the clock ends none of them. */
export interface TrustedTime {
  /** The time as if the clock had not been set: lifetimes begin with it. */
  now(): Instant;
  /** The earliest that the time may be: a lifetime is over only if it is over by then. */
  earliest(): Instant;
  isDoubtful(): boolean;
}

export interface ClockWatch extends TrustedTime, Disposable {
  doubt(): ClockDoubt | undefined;
  /** An admin says that the clock is right. Returns the doubt that this ends, if there was one. */
  trust(): ClockDoubt | undefined;
}

export interface ClockWatchParts {
  clock: Clock;
  timers: Timers;
  log: Pick<Log, 'info' | 'warn'>;
  /** When the newest line of all boards was published. */
  newestAt(): Instant;
}

const LOOK_MS = 1_000;
/** The least jump. Time servers put a clock right in steps of a second or two. */
const JUMP_MS = 5_000;
/** The trusted time follows smaller steps by at most a tenth of the time that passes: many of them are a jump too. */
const FOLLOWS = 1 / 10;

interface Reading {
  wall: Instant;
  elapsed: number;
  newest: Instant;
}

export function watchClock({ clock, timers, log, newestAt }: ClockWatchParts): ClockWatch {
  const read = (newest = newestAt()): Reading => ({ wall: clock.now(), elapsed: clock.sinceBoot(), newest });
  let reading = read();
  const trustedClock = createTrustedClock(reading);
  let logged: 'ahead' | 'behind' | undefined;

  function logDoubt(why = ''): ClockDoubt | undefined {
    const doubt = trustedClock.doubt(reading);
    const direction = doubt && ('ahead' in doubt ? 'ahead' : 'behind');
    if (logged !== undefined && logged !== direction) log.info(`The clock is no longer ${logged}${why}.`);
    if (doubt && logged !== direction) log.warn(describeDoubt(doubt));
    logged = direction;
    return doubt;
  }

  function look(): ClockDoubt | undefined {
    reading = read();
    trustedClock.take(reading);
    return logDoubt();
  }

  /** A cheap look for each request: it takes the newest line's time from the last full look. */
  function glance(): Reading {
    reading = read(reading.newest);
    trustedClock.take(reading);
    return reading;
  }

  let callOff = () => {};
  function goOn(): void {
    look();
    callOff = timers.after(LOOK_MS, goOn);
  }
  goOn();

  return {
    now: () => trustedClock.now(glance()),
    earliest: () => Math.min(glance().wall, trustedClock.now(reading)),
    isDoubtful: () => trustedClock.doubt(glance()) !== undefined,
    doubt: look,
    trust() {
      const doubt = look();
      if (!doubt) return undefined;
      trustedClock.trust(reading);
      logDoubt(': an admin said that it is right');
      return doubt;
    },
    [Symbol.dispose]: () => callOff(),
  };
}

/** Keeps the trusted time and the doubt from one reading to the next. */
function createTrustedClock(first: Reading) {
  /** The trusted time less the elapsed time. */
  let offset = Math.max(first.wall, first.newest) - first.elapsed;
  /** The clock was behind the ledger at the start, so nobody knows how far: a clock put forward then is put right. */
  let isLost = first.newest - first.wall >= JUMP_MS;
  /** The trusted time when the clock jumped back. The doubt ends once the clock shows that time again. */
  let peak: Instant | undefined;
  /** Up to this time an admin said that the ledger is ahead, and not the clock behind. */
  let accepted = Number.NEGATIVE_INFINITY;
  let last = first.elapsed;

  const trusted = ({ elapsed }: Reading) => offset + elapsed;
  const drift = (reading: Reading) => reading.wall - trusted(reading);

  function begin({ wall, elapsed }: Reading): void {
    offset = wall - elapsed;
    peak = undefined;
    isLost = false;
  }

  function take(reading: Reading): void {
    const passed = reading.elapsed - last;
    last = reading.elapsed;
    if (isLost && reading.wall > reading.newest - JUMP_MS) begin(reading);
    const ahead = drift(reading);
    if (ahead > -JUMP_MS) peak = undefined;
    else {
      peak ??= trusted(reading);
      if (reading.wall > peak - JUMP_MS) begin(reading);
    }
    if (Math.abs(ahead) < JUMP_MS) offset += Math.sign(ahead) * Math.min(Math.abs(ahead), passed * FOLLOWS);
  }

  /** Milliseconds that the clock is behind what it showed before or what the ledger has. */
  function behind({ wall, newest }: Reading): number {
    return Math.max(peak ?? wall, newest > accepted ? newest : wall) - wall;
  }

  return {
    take,
    now: (reading: Reading) => (Math.abs(drift(reading)) < JUMP_MS ? reading.wall : trusted(reading)),
    doubt(reading: Reading): ClockDoubt | undefined {
      if (drift(reading) >= JUMP_MS) return { ahead: inSeconds(drift(reading)) };
      if (behind(reading) >= JUMP_MS) return { behind: inSeconds(behind(reading)) };
      return undefined;
    },
    trust(reading: Reading): void {
      begin(reading);
      if (reading.newest > reading.wall) accepted = Math.max(accepted, reading.newest);
    },
  };
}

const inSeconds = (ms: number) => Math.round(ms / 1_000);

function describeDoubt(doubt: ClockDoubt): string {
  if ('ahead' in doubt) {
    return `The clock jumped: it is ${doubt.ahead} s ahead of the time that passed. It is doubtful until it is put back, or an admin says that it is right.`;
  }
  return `The clock is ${doubt.behind} s behind what it showed or the ledger has: what is posted is published as of the ledger's last time, and totals may come before those of a time to come. It is doubtful until it has caught up or is put right, or an admin says that it is right.`;
}
