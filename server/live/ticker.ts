/**
 * Sends a tick of each changed board once in a period, and a beat where a board was quiet. Whatever the rate of posting,
 * watchers cost one frame each a period; where even that takes too long, the period stretches.
 */
import type { Tick } from '#shared/snapshot.ts';
import type { Clock, Timers } from '../clock.ts';
import type { Log } from '../log.ts';
import type { LiveBoard } from './boards.ts';
import type { Published } from './contract.ts';
import { createPace } from './pace.ts';

/** Milliseconds without a tick after which a board sends a beat. */
const BEAT_MS = 4_000;

export interface TickerParts {
  boards(): readonly LiveBoard[];
  tickMs: number;
  clock: Clock;
  timers: Timers;
  log: Log;
  publish(published: Published): void;
}

export interface Ticker {
  /** Ticks every changed board now, within the caller's turn. */
  tickNow(): void;
  stop(): void;
}

export function startTicker({ boards, tickMs, clock, timers, log, publish }: TickerParts): Ticker {
  const pace = createPace(tickMs, log);
  /** Milliseconds since each board last sent something, in whole periods: a clock that is set must not stop beats. */
  const quiet = new Map<string, number>();
  let callOff = timers.after(pace.period, round);
  let stopped = false;

  function round(): void {
    const startedAt = clock.now();
    const due = boards().filter(isDue);
    const next = () => {
      const board = due.shift();
      if (board) send(board);
      if (stopped) return;
      // Each board has a turn of its own: a frame written after another in one turn may be dropped as if its reader were slow.
      callOff = due.length > 0 ? timers.nextTurn(next) : timers.after(rest(startedAt), round);
    };
    next();
  }

  /** How long to wait for the next round, after one that began then. */
  function rest(startedAt: number): number {
    const elapsed = Math.max(0, clock.now() - startedAt);
    pace.note(elapsed);
    return Math.max(0, pace.period - elapsed);
  }

  function isDue({ slug, tally, view }: LiveBoard): boolean {
    const quietMs = (quiet.get(slug) ?? 0) + pace.period;
    quiet.set(slug, quietMs);
    return tally.seq > view.seq || quietMs >= BEAT_MS;
  }

  function send(board: LiveBoard): void {
    quiet.set(board.slug, 0);
    try {
      const tick = board.view.advance(board.head) ?? beatOf(board);
      publish({ board: board.slug, tick, json: JSON.stringify(tick) });
    } catch (error) {
      // One board that cannot be ticked must not silence the others.
      log.fault('ticking a board', error, false);
    }
  }

  return {
    tickNow() {
      for (const board of boards()) if (board.tally.seq > board.view.seq) send(board);
    },
    stop() {
      stopped = true;
      callOff();
    },
  };
}

function beatOf({ slug, view }: LiveBoard): Tick {
  const { epoch, seq, at, head } = view.snapshot;
  return { board: slug, epoch, from: seq, to: seq, at, head };
}
