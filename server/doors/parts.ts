/** What the doors are handed. */

import type { Health } from '#shared/answers.ts';
import type { Line } from '#shared/line.ts';
import type { Clock, Timers } from '../clock.ts';
import type { Config } from '../config.ts';
import type { ClockWord } from '../desk/clock-word.ts';
import type { Desk, People } from '../desk/contract.ts';
import type { Live } from '../live/contract.ts';
import type { Log } from '../log.ts';
import type { Patience } from './http/patience.ts';
import type { FanoutBounds } from './socket/fanout.ts';
import type { SessionBounds } from './socket/sessions.ts';

/** What may be read of the ledger itself; numbers come from the tally alone. */
export interface PublicLedger {
  /** The lines with these numbers, in that order; unknown ones are left out. */
  lines(board: string, seqs: readonly number[]): Promise<Line[]>;
  seqOf(board: string, id: string): Promise<number | undefined>;
  /** Boards as they were. */
  past: PublicPast;
}

export interface PublicPast {
  /** The snapshot of a board as it was published at a line, without the texts that were erased since. */
  snapshot(board: string, seq: number): Promise<{ json: Uint8Array; brotli: Uint8Array }>;
  /** The first lines after `after` with what proves them, and the number of the last one. */
  exportLines(
    board: string,
    range: { after: number; until: number },
  ): Promise<{ bytes: Uint8Array; last: number }>;
}

export interface DoorParts {
  config: Pick<Config, 'port' | 'host' | 'publicUrl' | 'trustProxy' | 'withdrawsCopies'>;
  clock: Clock;
  timers: Timers;
  log: Log;
  live: Live;
  desk: Desk;
  people: People;
  ledger: PublicLedger;
  clockWord: ClockWord;
  /** How well the store serves; rejects when it serves nothing. */
  health(): Promise<Health>;
  /** Whether Vite builds the pages anew at each change. */
  isDevelopment: boolean;
  bounds?: Partial<FanoutBounds> | undefined;
  patience?: Partial<Patience> | undefined;
  sessionBounds?: Partial<SessionBounds> | undefined;
}
