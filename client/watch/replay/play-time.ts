/** When the entries were published, read ahead a page at a time, and which of them is the newest at a time of the replay. */
import { ENTRIES_PAGE_MAX } from '#shared/limits.ts';
import type { Instant } from '#shared/time.ts';
import { parseInstant } from '#shared/time.ts';
import type { Api } from '../../net/api.ts';

export interface Timed {
  seq: number;
  at: Instant;
}

export interface Timeline {
  /** The last entry published up to then, from one on; undefined while that is not known yet. */
  newestAt(from: number, t: Instant): Timed | undefined;
  /** Has what follows an entry read, where it is not there. */
  readAhead(from: number): void;
}

/** So many entries before the last one that is known the next ones are asked for. */
const AHEAD = 200;

/** The last of them at or before a time; undefined where the first is later. */
export function newestOf(known: readonly Timed[], t: Instant): Timed | undefined {
  return known.findLast(({ at }) => at <= t);
}

export function readTimeline(api: Api, slug: string): Timeline {
  let known: Timed[] = [];
  let isAsking = false;

  async function ask(after: number): Promise<void> {
    isAsking = true;
    const page = await api.call('listEntries', { slug, query: { after, limit: ENTRIES_PAGE_MAX } });
    isAsking = false;
    if (page.is !== 'answered') return;
    const read = page.body.entries.map(({ seq, at }) => ({ seq, at: parseInstant(at) }));
    known = [...known.filter(({ seq }) => seq <= after), ...read];
  }

  return {
    newestAt(from, t) {
      const found = newestOf(known, t);
      return found && found.seq >= from ? found : undefined;
    },
    readAhead(from) {
      const last = known.at(-1)?.seq ?? 0;
      const isHere = known.some(({ seq }) => seq === from);
      if (isAsking || (isHere && last - from > AHEAD)) return;
      // After a leap what is known may lie elsewhere.
      if (!isHere) known = [];
      void ask(isHere ? last : from - 1);
    },
  };
}

/** The numbers at which posts were marked as key, ascending. */
export async function readKeyEntries(api: Api, slug: string): Promise<number[]> {
  const page = await api.call('listEntries', { slug, query: { kind: 'mark', limit: ENTRIES_PAGE_MAX } });
  if (page.is !== 'answered') return [];
  return page.body.entries.flatMap((line) => (line.kind === 'mark' && line.key ? [line.seq] : []));
}
