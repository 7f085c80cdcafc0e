/** What the server hands to the pages' renderer, and what it gets back. */

import type { Answers, BoardSummary } from './answers.ts';
import type { Board } from './board.ts';
import type { Revision } from './entry-history.ts';
import type { FeedFilter } from './feed-filter.ts';
import type { BoardHistory } from './history.ts';
import type { CountKind } from './kinds.ts';
import type { RecentPlaces } from './recent-places.ts';
import type { Report } from './report.ts';
import type { FeedRow, Snapshot } from './snapshot.ts';
import type { Lang } from './text.ts';
import type { Instant } from './time.ts';
import type { WaveAnswer } from './wave.ts';

/** What the list of posts begins with beside the snapshot's. */
export interface FirstPosts {
  /** The newest pin first. */
  pinned: readonly FeedRow[];
  /** What the address asks for. */
  filter?: FeedFilter;
  /** The newest of those that fit. */
  found?: Answers['feed'];
}

/** How the address wants a wall: in which theme, else the reader's; and without its ground, over other pictures. */
export interface WallLook {
  theme?: 'light' | 'dark';
  isClear?: true;
}

/** One page, with everything it shows. */
export type PageModel =
  /**
   * `mostPlaces`: rows of places to write out, where all of them would be too many. `posts`: what the list has beside the
   * snapshot's posts. `wave`: how the numbers of a kind grew, start by start.
   */
  | {
      page: 'board';
      snapshot: Snapshot;
      mostPlaces?: number;
      history?: BoardHistory;
      posts?: FirstPosts;
      wave?: (kind: CountKind) => WaveAnswer | undefined;
    }
  /** The board for a screen that nobody touches: its figures, the wave, what is new. */
  | { page: 'wall'; snapshot: Snapshot; wave?: (kind: CountKind) => WaveAnswer | undefined; look: WallLook }
  | { page: 'places'; snapshot: Snapshot; recent?: RecentPlaces }
  /** `after`: the line after which changes are listed. */
  | { page: 'report'; snapshot: Snapshot; report: Report; after: number }
  | { page: 'entry'; snapshot: Snapshot; revisions: Revision[] }
  /** `snapshots`: of those whose figures are shown; `hasAdmin`: whether somebody can sign in. */
  | { page: 'boards'; boards: BoardSummary[]; snapshots: Snapshot[]; hasAdmin: boolean }
  | { page: 'desk'; hasAdmin: boolean }
  /** A board whose numbers are withheld, as far as it is known; `wall`: on a wall. */
  | { page: 'withheld'; since: Instant; board: Board | undefined; wall?: WallLook }
  | { page: 'problem'; status: number };

export interface PageContext {
  lang: Lang;
  now: Instant;
  /** The page asks for no typeface. */
  savesData?: boolean;
  /** Addresses on this server. */
  assets: PageAssets;
  /** The origin that browsers see, where it is known. */
  publicUrl?: string;
  /** Resolves in a turn of the event loop of its own: a long page is rendered in pieces, of which one follows each. */
  turn?: () => Promise<void>;
}

export interface PageAssets {
  script: string;
  styles: string[];
  /** The sheet of what lies below the first screen of a board. */
  below: string;
  /** Modules that the script will ask for at once. */
  preload: string[];
  /** Modules that a board's script will ask for once it runs, by the page's language. */
  soon?: Record<Lang, string[]>;
  /** Browsers may keep the board for when there is no network. */
  keepsCopies?: boolean;
}

export interface RenderedPage {
  html: string;
  /** SHA-256 of each inline style, base64: the page's policy allows these alone. */
  styleHashes: string[];
}

/** What a browser reads that puts the site among its apps. */
export type WriteManifest = (lang: Lang) => object;

export type RenderPage = (model: PageModel, context: PageContext) => Promise<RenderedPage>;
