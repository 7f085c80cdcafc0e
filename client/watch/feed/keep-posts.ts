/** Reads posts beyond what the snapshot holds: a step at a time, anew while the ledger grows, and what was missed. */
import { watch } from 'vue';
import type { FeedRow, Snapshot } from '#shared/snapshot.ts';
import { createApi } from '../../net/api.ts';
import type { Span } from './known-posts.ts';
import type { OlderPage } from './read-older.ts';
import { readOlder } from './read-older.ts';

export interface KeptPosts {
  /** The twenty posts that follow this one; undefined where no answer came. */
  step(last: FeedRow): Promise<OlderPage | undefined>;
  /** What lies between the two, without the first; undefined where no answer came, or where it is more than anybody reads. */
  between(last: FeedRow, oldest: FeedRow): Promise<FeedRow[] | undefined>;
  stop(): void;
}

export interface KeepParts {
  snapshot(): Snapshot;
  /** Undefined where ticks complete all that is shown. */
  span(): Span | undefined;
  onRenewed(span: Span, rows: readonly FeedRow[]): void;
}

/** Where older posts are shown, they are read anew this often, while the ledger grows. */
const RENEW_EVERY = 15_000;

export function keepPosts({ snapshot, span, onRenewed }: KeepParts): KeptPosts {
  const api = createApi((...call) => fetch(...call));
  const posts = readOlder(api, snapshot().board.slug);
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function renew(): Promise<void> {
    const asked = span();
    const renewed = asked && (await posts.renew(asked.last, asked.oldest));
    if (renewed) onRenewed(asked, renewed);
    timer = undefined;
  }

  const unwatch = watch(
    () => snapshot().seq,
    () => {
      // Spread, because all pages see the same line at the same moment.
      if (span()) timer ??= setTimeout(() => void renew(), RENEW_EVERY * (0.5 + Math.random()));
    },
  );

  return {
    step: posts.step,
    between: posts.renew,
    stop() {
      unwatch();
      clearTimeout(timer);
    },
  };
}
