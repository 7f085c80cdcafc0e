/**
 * What every route and every event answers, and what a refusal says. The server's handlers must answer it, and the
 * client's calls take it from here. Types alone: it brings nothing along.
 */
import type { Board } from './board.ts';
import type { SeriesAnswer } from './counting/tally.ts';
import type { CountKind } from './kinds.ts';
import type { PublicLine } from './line.ts';
import type { RecentPlaces } from './recent-places.ts';
import type { Grant } from './roles.ts';
import type { FeedRow, Figure, Snapshot, Tick } from './snapshot.ts';
import type { WaveAnswer } from './wave.ts';

/** Bodies of `2xx`; undefined where there is none. Beside them a board's `nature` stands in each that is about one. */
export interface Answers {
  listBoards: { boards: BoardSummary[] };
  makeBoard: Board;
  snapshot: Snapshot;
  changeBoard: Board;
  /** The snapshot where a tick since then would be no smaller, or can no longer be told. */
  changes: Tick | Snapshot;
  /** `next` is the `after` of the next page, where there is more. */
  listEntries: { entries: PublicLine[]; next: number | null };
  postEntries: Receipts;
  entry: EntryAnswer;
  eraseText: Receipts;
  /** `next`, with a filter: where to go on, as `asOf` and `seq`; null where there is nothing more. */
  feed: { feed: FeedRow[]; next?: Pick<FeedRow, 'asOf' | 'seq'> | null };
  series: Omit<SeriesAnswer, 'where'> & { place: string | null };
  claims: {
    kind: CountKind;
    place: string | null;
    /** Highest first. */
    claims: Figure[];
    /** The headline claimant's own number less those of the places within. */
    elsewhere: number | undefined;
    policy: readonly string[];
  };
  /** Lines of JSON: each line of the ledger with what proves it. */
  exportLines: string;
  /** Comma-separated values: each count and update as it holds now. */
  exportTable: string;
  recentPlaces: RecentPlaces;
  wave: WaveAnswer;
  session: SignedInPerson | undefined;
  signIn: SignedInPerson;
  signOut: undefined;
  invite: { link: string; expiresAt: string };
  join: SignedInPerson;
  trustClock: { now: string; was: ClockDoubt };
  alive: { status: 'alive' };
  ready: Health & { clock?: ClockDoubt };
}

/** Bodies of acknowledgements. */
export interface EventAnswers {
  watch: Tick | Snapshot;
  unwatch: Record<string, never>;
  deskWatch: Tick | Snapshot;
  deskUnwatch: Record<string, never>;
  post: Receipts;
}

/** Of a count or an update what holds now and the changes to it; any other line as it was published. */
export type EntryAnswer = (FeedRow | PublicLine) & { history: PublicLine[] };

export interface Receipts {
  entries: Receipt[];
}

export interface SignedInPerson {
  name: string;
  grants: readonly Grant[];
}

/** An acknowledgement, as REST would answer. */
export interface Acknowledgement {
  status: number;
  body: unknown;
}

/** What became of one posted entry. */
export interface Receipt {
  id: string;
  seq: number;
  at: string;
  version: number;
  state: 'published';
}

/**
 * Why the server's clock is doubtful, in seconds: ahead of the time that passed, or behind what it showed or the ledger
 * has. `/readyz` says so for as long as it is.
 */
export type ClockDoubt = { ahead: number } | { behind: number };

/** An RFC 9457 problem document. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  /** Whether the same request may succeed later. */
  retry?: boolean;
  /** `429` and `503`: seconds after which it is worth trying again, as the header `Retry-After` says. */
  retryAfter?: number;
  errors?: { pointer: string; detail: string }[];
  /** `409` of a stale change: the target's version as it is now. */
  version?: number;
  /** `422` of an `asOf` ahead of the clock: the server's time. */
  serverTime?: string;
  /** `409` of `place-in-use` and `kind-in-use`: the ids of all that has entries and was left out. */
  inUse?: string[];
  /** `503` of a damaged board: since when its numbers are withheld. */
  since?: string;
  /** `503` of `cannot-store`: what takes nothing, the disk or the folder, while everything can still be read. */
  store?: 'full' | 'read-only';
}

/** What `/readyz` answers where anything is served. `why` is a sentence for everybody: it names no path. */
export type Health =
  | { status: 'ready' }
  | { status: 'reading-only'; why: string }
  /** So many boards are withheld; the others are served. */
  | { status: 'damaged'; boards: number };

/** One row of the list of boards. */
export interface BoardSummary extends Pick<Board, 'slug' | 'title' | 'state' | 'nature' | 'zone'> {
  /** Its newest entry and when that was published; absent where the board is damaged. */
  seq?: number;
  at?: string;
  /** Its record does not add up: its numbers are withheld since then. */
  damaged?: { since: string };
}
