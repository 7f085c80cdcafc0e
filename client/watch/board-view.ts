/** What every region of the watch page is drawn from. */
import type { BoardHistory } from '#shared/history.ts';
import type { CountKind } from '#shared/kinds.ts';
import type { FirstPosts } from '#shared/page-model.ts';
import type { Snapshot } from '#shared/snapshot.ts';
import type { Instant } from '#shared/time.ts';
import type { WaveAnswer } from '#shared/wave.ts';
import type { LinkState } from '../net/link.ts';

export interface BoardView {
  snapshot: Snapshot;
  link: LinkState;
  /** The server's time. */
  now: Instant;
  lastHeard?: Instant | undefined;
  /** This is what the server sends: no script runs yet. */
  isServed: boolean;
  /** The entry that a replay shows: the snapshot is then that of it. */
  replay?: number | undefined;
  /** Rows of places that the server writes out, where all of them would be too many. */
  mostPlaces?: number | undefined;
  /** What the server knows of earlier times; a browser asks for it when somebody reads it. */
  history?: BoardHistory | undefined;
  /** What the list of posts begins with beside the snapshot's. */
  posts?: FirstPosts | undefined;
  /** How the numbers of a kind grew start by start: as the server knows it; a browser asks. */
  wave?: ((kind: CountKind) => WaveAnswer | undefined) | undefined;
}

/**
 * The parts of the page that the script takes over one by one: the numbers first, the others as soon as their code is
 * there.
 */
export type RegionName =
  | 'opening'
  | 'masthead'
  | 'numbers'
  | 'feed'
  | 'record'
  | 'wave'
  | 'places'
  | 'closing';
