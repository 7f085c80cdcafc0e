/** What the chart asks the server for beyond the snapshot, each as undefined where no usable answer came. */
import type { Answers } from '#shared/answers.ts';
import type { CountKind, Kind } from '#shared/kinds.ts';
import { ENTRIES_PAGE_MAX } from '#shared/limits.ts';
import type { PublicLine } from '#shared/line.ts';
import type { FeedRow, Figure } from '#shared/snapshot.ts';
import type { Instant } from '#shared/time.ts';
import type { Api, Result } from '../net/api.ts';
import { createApi } from '../net/api.ts';

/** What the chart reads of a series. */
type SeriesReply = Omit<Answers['series'], 'place'>;

/** Which part of a series is wanted, and how finely: the whole, with at most 520 points, where nothing is said. */
export interface Stretch {
  from?: Instant;
  to?: Instant;
  step?: number;
  /** Of one place, of one claimant. */
  place?: string;
  claimant?: string;
}

export interface BoardRequests {
  /** The board's headline; `step` in seconds. */
  series(kind: Kind, stretch: Stretch): Promise<SeriesReply | undefined>;
  /** All that state a kind's number at a place. */
  claims(kind: CountKind, place: string): Promise<Figure[] | undefined>;
  /** A count or an update as it holds now. */
  entry(id: string): Promise<FeedRow | undefined>;
  /** The rows that are marked as key, as they hold now. */
  keys(): Promise<FeedRow[] | undefined>;
}

/** Nothing is asked for. */
export const NO_REQUESTS: BoardRequests = {
  series: () => Promise.resolve(undefined),
  claims: () => Promise.resolve(undefined),
  entry: () => Promise.resolve(undefined),
  keys: () => Promise.resolve(undefined),
};

type MarkLine = Extract<PublicLine, { kind: 'mark' }>;

/** More than these would stand too close together to be told apart. */
const MOST_KEYS = 12;

export function useBoardRequests(
  slug: string,
  api: Api = createApi((...call) => fetch(...call)),
): BoardRequests {
  const entry = async (id: string) => {
    const row = await take(api.call('entry', { slug, id }));
    return row && 'version' in row ? row : undefined;
  };
  return {
    entry,
    series: (kind, stretch) => take(api.call('series', { slug, query: { kind, ...stretch } })),
    claims: async (kind, place) => (await take(api.call('claims', { slug, query: { kind, place } })))?.claims,
    async keys() {
      const page = await take(
        api.call('listEntries', { slug, query: { kind: 'mark', limit: ENTRIES_PAGE_MAX } }),
      );
      if (!page) return undefined;
      const marks = page.entries.filter((line) => line.kind === 'mark');
      const rows = await Promise.all(listKeys(marks).map(entry));
      return rows.flatMap((row) => (row?.key ? [row] : []));
    },
  };
}

async function take<Body>(asking: Promise<Result<Body>>): Promise<Body | undefined> {
  const result = await asking;
  return result.is === 'answered' ? result.body : undefined;
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
