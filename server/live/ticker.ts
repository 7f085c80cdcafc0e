/**
 * Sends the ticks. A changed board is ticked at once if its last tick is a period old, and otherwise at the end of the
 * period: a lone post is on every screen within milliseconds, and at any rate of posting each watcher gets one frame a
 * period. An erasure does not wait for the period. A quiet board sends beats. If ticking is too slow, the period grows.
 */
import type { Tick } from '#shared/snapshot.ts';
import type { Clock, Timers } from '../clock.ts';
import type { Log } from '../log.ts';
import type { LiveBoard } from './boards.ts';
import type { EncodedTick } from './contract.ts';
import { createPace } from './pace.ts';
import { createRound } from './round.ts';

/** Milliseconds without a tick after which a board sends a beat. */
const BEAT_MS = 4_000;

export interface TickerParts {
  boards(): readonly LiveBoard[];
  tickMs: number;
  clock: Clock;
  timers: Timers;
  log: Log;
  publish(published: EncodedTick): void;
}

export interface Ticker {
  /** To be called when lines of a board were folded, or a board was made. */
  note(board: LiveBoard): void;
  /** Stops sending anything of this board. */
  drop(board: LiveBoard): void;
  /** Ticks a changed board within the caller's turn, without waiting for its period. */
  tickAtOnce(board: LiveBoard): void;
  /** Does the same for every board. */
  tickNow(): void;
  stop(): void;
}

/** What a board waits for: its turn, the end of its period, or, if `idle`, a change or the time of its next beat. */
interface Wait {
  for: 'turn' | 'period' | 'idle';
  callOff(): void;
}

export function startTicker({ boards, tickMs, clock, timers, log, publish }: TickerParts): Ticker {
  const pace = createPace(tickMs, clock, log);
  const waits = new Map<string, Wait>();
  const round = createRound({ clock, timers, send, passed: pace.note, rest });
  let isStopped = false;

  function wait(board: LiveBoard, reason: Wait['for'], callOff: Wait['callOff']): void {
    waits.get(board.slug)?.callOff();
    waits.set(board.slug, { for: reason, callOff });
  }

  function enqueue(board: LiveBoard): void {
    wait(board, 'turn', () => round.remove(board));
    round.add(board);
  }

  function send(board: LiveBoard): void {
    try {
      const tick = board.view.advance(board.headHash) ?? beatOf(board);
      publish({ board: board.slug, tick, json: JSON.stringify(tick) });
    } catch (error) {
      // A board that cannot be ticked must not stop the others.
      log.fault('ticking a board', error, false);
    }
  }

  /** Waits for the rest of the period after a tick that took `taken` milliseconds. */
  function rest(board: LiveBoard, taken: number): void {
    const { period } = pace;
    const end = () => {
      if (isChanged(board) || period >= BEAT_MS) enqueue(board);
      else idle(board, BEAT_MS - period);
    };
    wait(board, 'period', timers.after(Math.max(0, period - taken), end));
  }

  function idle(board: LiveBoard, beatAfter: number): void {
    wait(
      board,
      'idle',
      timers.after(beatAfter, () => enqueue(board)),
    );
  }

  function tickAtOnce(board: LiveBoard): void {
    if (!isChanged(board)) return;
    const began = clock.monotonic();
    send(board);
    if (!isStopped) rest(board, clock.monotonic() - began);
  }

  for (const board of boards()) idle(board, BEAT_MS);

  return {
    note(board) {
      if (isStopped) return;
      const reason = waits.get(board.slug)?.for;
      if (reason === undefined) idle(board, BEAT_MS);
      else if (reason === 'idle' && isChanged(board)) enqueue(board);
    },
    drop({ slug }) {
      waits.get(slug)?.callOff();
      waits.delete(slug);
    },
    tickAtOnce,
    tickNow() {
      for (const board of boards()) tickAtOnce(board);
    },
    stop() {
      isStopped = true;
      round.stop();
      for (const { callOff } of waits.values()) callOff();
    },
  };
}

function isChanged({ tally, view }: LiveBoard): boolean {
  return tally.seq > view.seq;
}

function beatOf({ slug, view }: LiveBoard): Tick {
  const { epoch, seq, at, head } = view.snapshot;
  return { board: slug, epoch, from: seq, to: seq, at, head };
}
