/**
 * The link: keeps one board as fresh as the network allows, and says honestly how fresh that is.
 *
 * Two loops. The wire loop opens a lasting connection (WebSocket, or long polling where that is blocked) and opens it
 * again with growing pauses when it is lost. While no wire is open the request loop asks by plain GET. A message of
 * either kind, a beat too, proves that the page is live; ten seconds without one, and it is not.
 */
import type { Snapshot, Tick } from '#shared/snapshot.ts';
import type { Instant } from '#shared/time.ts';

export type LinkState =
  | { is: 'connecting' }
  | { is: 'live'; by: 'wire' | 'request' }
  /** Nothing heard for ten seconds. `since` is the last message; `nextTryAt` is undefined while a try is on its way. */
  | { is: 'reconnecting'; since: Instant; nextTryAt: Instant | undefined }
  /** The device has no network, or no answer came for forty seconds: something may be blocking the server. */
  | { is: 'offline'; since: Instant; nextTryAt: Instant | undefined; why: 'no-network' | 'no-answer' };

export interface Position {
  epoch: string;
  since: number;
}

export type Message = Snapshot | Tick;

/** Who is kept fresh. */
export interface Receiver {
  /** Where it stands; undefined before the first snapshot. */
  position(): Position | undefined;
  /** `gap`: something before this message is missing, so the link asks again. */
  receive(message: Message): 'applied' | 'skipped' | 'gap';
}

/** A connection that lasts. */
export interface Wire {
  /** Asks for the board; rejects when there was no usable answer. */
  watch(position: Position | undefined): Promise<Message>;
  close(): void;
}

export interface WireEvents {
  tick(tick: Tick): void;
  lost(): void;
}

/** What the link is made of: handed in, so that tests bring a clock and a network that loses things. */
export interface LinkParts {
  receiver: Receiver;
  /** Connects; rejects when it cannot. After a failure `cautious` asks for the way that passes more networks. */
  openWire(events: WireEvents, cautious: boolean): Promise<Wire>;
  /** One plain GET; rejects when there was no usable answer. */
  request(position: Position | undefined): Promise<Message>;
  now(): Instant;
  /** Calls back after so many milliseconds; returns what cancels it. */
  after(ms: number, callback: () => void): () => void;
  /** 0 to 1: spreads the tries of many pages that were cut off at the same moment. */
  random(): number;
  isOnline(): boolean;
  /** Milliseconds between two plain requests of a reader who saves data: no lasting connection is opened. 0 for others. */
  pace: number;
  onState(state: LinkState): void;
}

export interface Link {
  readonly state: LinkState;
  /** When the last message came; undefined before the first. */
  readonly lastHeard: Instant | undefined;
  /** Tries at once: a reader asked, the network came back, or the page was brought to the front. */
  tryNow(): void;
  close(): void;
}

const NOT_LIVE_AFTER = 10_000;
const NO_ANSWER_AFTER = 40_000;
/** A device without a network is believed once a beat is missing: some that say so reach the server all the same. */
const OFFLINE_AFTER = 4_500;
/** Between plain requests that succeed: as often as the server beats. */
const REQUEST_EVERY = 4_000;
/** How long an open wire waits for the first plain answer before it asks for the whole board itself. */
const PATIENCE = 4_000;
const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 30_000;

export function createLink(parts: LinkParts): Link {
  return new BoardLink(parts);
}

class BoardLink implements Link {
  state: LinkState = { is: 'connecting' };
  lastHeard: Instant | undefined;
  readonly #parts: LinkParts;
  readonly #began: Instant;
  #heardBy: 'wire' | 'request' = 'wire';
  #wire: Wire | undefined;
  /** Grows with each attempt: what an earlier one still says is not listened to. */
  #attempt = 0;
  #isAsking = false;
  #isClosed = false;
  /** The plain request under way, or the last one. */
  #requested: Promise<void> = Promise.resolve();
  readonly #wireLoop: Loop;
  readonly #requestLoop: Loop;
  #cancelSettling: (() => void) | undefined;

  constructor(parts: LinkParts) {
    this.#parts = parts;
    this.#began = parts.now();
    this.#wireLoop = new Loop(parts, () => this.#open());
    this.#requestLoop = new Loop(parts, () => {
      this.#requested = this.#request();
      return this.#requested;
    });
    this.#settle();
    this.#openWire();
    // Its answer comes compressed, and is there before a wire is open: that has to bring the rest alone.
    this.#requestLoop.runNow();
  }

  tryNow(): void {
    if (this.#isClosed || this.state.is === 'live') return;
    this.#drop();
    this.#openWire();
    this.#requestLoop.runNow();
    this.#settle();
  }

  close(): void {
    this.#isClosed = true;
    this.#drop();
    this.#requestLoop.stop();
    this.#cancelSettling?.();
  }

  #openWire(): void {
    if (!this.#parts.pace) this.#wireLoop.runNow();
  }

  async #open(): Promise<void> {
    this.#attempt += 1;
    const attempt = this.#attempt;
    const isCurrent = () => attempt === this.#attempt && !this.#isClosed;
    const events: WireEvents = {
      tick: (tick) => isCurrent() && this.#take(tick),
      lost: () => isCurrent() && this.#lose(),
    };
    try {
      const wire = await this.#parts.openWire(events, this.#wireLoop.failures > 0);
      if (!isCurrent()) return wire.close();
      this.#wire = wire;
      await this.#ask(wire);
      this.#wireLoop.failures = 0;
      this.#requestLoop.stop();
    } catch {
      if (isCurrent()) this.#lose();
    }
  }

  /** Asks for what is missing. One at a time: the answer brings everything up to now. */
  async #ask(wire: Wire): Promise<void> {
    if (this.#isAsking) return;
    this.#isAsking = true;
    try {
      if (!this.#parts.receiver.position()) await this.#untilRequested();
      const message = await wire.watch(this.#parts.receiver.position());
      if (wire !== this.#wire) throw new Error('given up');
      this.#parts.receiver.receive(message);
      this.#hear('wire');
    } finally {
      this.#isAsking = false;
    }
  }

  /**
   * Nothing is compressed on a wire: at 128 kbit/s a whole board takes longer than its answer is waited for, so that the
   * wire would be given up; the plain answer has it in half a second, and the wire then brings what came since.
   */
  async #untilRequested(): Promise<void> {
    let cancel = () => {};
    const late = new Promise<void>((resolve) => {
      cancel = this.#parts.after(PATIENCE, resolve);
    });
    await Promise.race([this.#requested, late]);
    cancel();
  }

  #take(tick: Tick): void {
    const wire = this.#wire;
    if (!wire) return;
    if (this.#parts.receiver.receive(tick) === 'gap') {
      this.#ask(wire).catch(() => wire === this.#wire && this.#lose());
      return;
    }
    this.#hear('wire');
  }

  async #request(): Promise<void> {
    if (this.#wire) return;
    try {
      this.#parts.receiver.receive(await this.#parts.request(this.#parts.receiver.position()));
      this.#requestLoop.failures = 0;
      this.#hear('request');
      this.#requestLoop.runAfter((this.#parts.pace || REQUEST_EVERY) * (0.9 + 0.2 * this.#parts.random()));
    } catch {
      this.#requestLoop.runAgain();
    }
    this.#settle();
  }

  #hear(by: 'wire' | 'request'): void {
    if (this.#isClosed) return;
    this.lastHeard = this.#parts.now();
    this.#heardBy = by;
    this.#settle();
  }

  #lose(): void {
    this.#drop();
    this.#wireLoop.runAgain();
    if (!this.#requestLoop.isWaiting) this.#requestLoop.runAfter(FIRST_PAUSE * this.#parts.random());
    this.#settle();
  }

  #drop(): void {
    this.#attempt += 1;
    this.#isAsking = false;
    this.#wire?.close();
    this.#wire = undefined;
    this.#wireLoop.stop();
  }

  /** Says what is true now, and looks again when time alone would change it. */
  #settle(): void {
    if (this.#isClosed) return;
    const now = this.#parts.now();
    // What lies between two questions by plan is no silence.
    const silence = now - (this.lastHeard ?? this.#began) - this.#parts.pace;
    // An open wire that is silent is dead, whatever it says: a beat comes every four seconds.
    if (silence >= NOT_LIVE_AFTER && this.#wire) {
      this.#lose();
      return;
    }
    this.state = this.#judge(silence);
    this.#parts.onState(this.state);
    this.#cancelSettling?.();
    const next = [OFFLINE_AFTER, NOT_LIVE_AFTER, NO_ANSWER_AFTER].find((limit) => limit > silence);
    this.#cancelSettling =
      next === undefined ? undefined : this.#parts.after(next - silence, () => this.#settle());
  }

  #judge(silence: number): LinkState {
    if (silence < (this.#parts.isOnline() ? NOT_LIVE_AFTER : OFFLINE_AFTER))
      return this.lastHeard === undefined ? { is: 'connecting' } : { is: 'live', by: this.#heardBy };
    const since = this.lastHeard ?? this.#began;
    const nextTryAt = earliest(this.#wireLoop.dueAt, this.#requestLoop.dueAt);
    if (!this.#parts.isOnline()) return { is: 'offline', since, nextTryAt, why: 'no-network' };
    if (silence >= NO_ANSWER_AFTER) return { is: 'offline', since, nextTryAt, why: 'no-answer' };
    return { is: 'reconnecting', since, nextTryAt };
  }
}

/** Something that is tried again, after pauses that double with each failure. */
class Loop {
  failures = 0;
  dueAt: Instant | undefined;
  readonly #parts: Pick<LinkParts, 'now' | 'after' | 'random'>;
  readonly #run: () => Promise<void>;
  #cancel: (() => void) | undefined;

  constructor(parts: Pick<LinkParts, 'now' | 'after' | 'random'>, run: () => Promise<void>) {
    this.#parts = parts;
    this.#run = run;
  }

  get isWaiting(): boolean {
    return this.dueAt !== undefined;
  }

  runNow(): void {
    this.stop();
    // The runs of both loops turn every failure into a next try.
    void this.#run();
  }

  runAfter(ms: number): void {
    this.stop();
    this.dueAt = this.#parts.now() + ms;
    this.#cancel = this.#parts.after(ms, () => this.runNow());
  }

  runAgain(): void {
    const pause = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** this.failures);
    this.failures += 1;
    this.runAfter(pause * (0.5 + 0.5 * this.#parts.random()));
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    this.dueAt = undefined;
  }
}

function earliest(a: Instant | undefined, b: Instant | undefined): Instant | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return Math.min(a, b);
}
