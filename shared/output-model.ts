/** What the server hands to the renderer of a board's light outputs, and what it gets back. */
import type { Board } from './board.ts';
import type { ChangedPost, Definition } from './counting/tally.ts';
import type { Kind } from './kinds.ts';
import type { Snapshot } from './snapshot.ts';
import type { Lang } from './text.ts';
import type { Instant } from './time.ts';

/** One output, with everything it says. */
export type OutputModel =
  | { output: 'text'; snapshot: Snapshot }
  | { output: 'line'; snapshot: Snapshot }
  /** `kind`: the one that is asked for. */
  | { output: 'embed'; snapshot: Snapshot; kind: Kind | undefined }
  | { output: 'badge'; snapshot: Snapshot; kind: Kind | undefined }
  /** The drawing of which the picture is made: what it says is that of the snapshot, whenever it is drawn. */
  | { output: 'card'; snapshot: Snapshot }
  | { output: 'atom'; board: Board; definition: Definition; posts: readonly ChangedPost[] }
  | { output: 'jsonFeed'; board: Board; definition: Definition; posts: readonly ChangedPost[] }
  | { output: 'calendar'; board: Board; definition: Definition }
  /** What people see in the place of a page that is not there. */
  | { output: 'instead'; status: number; withheld: { since: Instant; board: Board | undefined } | undefined };

export interface OutputContext {
  lang: Lang;
  now: Instant;
  /** The origin under which the reader reached this server. */
  origin: string;
}

export interface RenderedOutput {
  body: string;
  /** SHA-256 of each inline style, as a policy names it. */
  styleHashes: string[];
}

export type RenderOutput = (model: OutputModel, context: OutputContext) => Promise<RenderedOutput>;
