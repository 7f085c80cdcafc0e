/** What the chart asks the server for beyond the snapshot, each as undefined where no usable answer came. */
import type { Kind } from '#shared/kinds.ts';
import type { FeedRow, Mark, Point } from '#shared/snapshot.ts';
import type { Instant } from '#shared/time.ts';
import type { Api } from '../net/api.ts';
import { createApi } from '../net/api.ts';

/** A series as the protocol answers it. */
export interface SeriesReply {
  kind: Kind;
  claimant?: string;
  step: number;
  points: Point[];
  marks: Mark[];
}

/** Which part of a series is wanted, and how finely: the whole, with at most 520 points, where nothing is said. */
export interface Stretch {
  from?: Instant;
  to?: Instant;
  step?: number;
}

export interface BoardRequests {
  /** The board's headline; `step` in seconds. */
  series(kind: Kind, stretch: Stretch): Promise<SeriesReply | undefined>;
  /** The rows that are marked as key, as they hold now. */
  keys(): Promise<FeedRow[] | undefined>;
}

interface MarkLine {
  seq: number;
  target: string;
  key?: boolean;
}

/** More than these would stand too close together to be told apart. */
const MOST_KEYS = 12;

export function useBoardRequests(
  slug: string,
  api: Api = createApi((...call) => fetch(...call)),
): BoardRequests {
  const board = `/api/v1/boards/${encodeURIComponent(slug)}`;
  const ask = async <Body>(path: string): Promise<Body | undefined> => {
    const result = await api.call<Body>(board + path);
    return result.is === 'answered' ? result.body : undefined;
  };
  return {
    series: (kind, stretch) => {
      const fields = Object.entries(stretch).map(([name, value]) => `&${name}=${value}`);
      return ask(`/series?kind=${kind}${fields.join('')}`);
    },
    async keys() {
      const page = await ask<{ entries: MarkLine[] }>('/entries?kind=mark&limit=1000');
      if (!page) return undefined;
      const rows = await Promise.all(
        listKeys(page.entries).map((id) => ask<FeedRow>(`/entries/${encodeURIComponent(id)}`)),
      );
      return rows.flatMap((row) => (row?.key ? [row] : []));
    },
  };
}

/** The ids whose last word on the matter is that they are key, the newest marks of them. */
function listKeys(lines: readonly MarkLine[]): string[] {
  const said = new Map<string, boolean>();
  for (const { target, key } of lines) {
    if (key === undefined) continue;
    // Said again, it moves to the end: the newest marks are kept.
    said.delete(target);
    said.set(target, key);
  }
  return [...said].flatMap(([id, isKey]) => (isKey ? [id] : [])).slice(-MOST_KEYS);
}
