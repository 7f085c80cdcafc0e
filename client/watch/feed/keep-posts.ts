/** Reads posts beyond what the snapshot holds: a step at a time, anew while the ledger grows, and what was missed. */
import { watch } from 'vue';
import type { FeedFilter } from '#shared/feed-filter.ts';
import type { FeedRow, Snapshot } from '#shared/snapshot.ts';
import { createApi } from '../../net/api.ts';
import type { Span } from './known-posts.ts';
import type { OlderPosts } from './read-older.ts';
import { readOlder } from './read-older.ts';

export interface KeptPosts extends OlderPosts {
  stop(): void;
}

export interface KeepParts {
  snapshot(): Snapshot;
  filter(): FeedFilter;
  /** What is shown and not completed by ticks; undefined where they complete all. */
  span(): Span | undefined;
  /** Whether a pinned post is shown that no tick completes. */
  hasOldPins(): boolean;
  onRenewed(span: Span, rows: readonly FeedRow[]): void;
  onPins(rows: readonly FeedRow[]): void;
}

/** Where older posts are shown, they are read anew this often, while the ledger grows. */
const RENEW_EVERY = 15_000;

export function keepPosts(parts: KeepParts): KeptPosts {
  const { snapshot, span } = parts;
  const api = createApi((...call) => fetch(...call));
  const { slug } = snapshot().board;
  const posts = readOlder(api, slug, parts.filter);
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function renew(): Promise<void> {
    const asked = span();
    const filter = parts.filter();
    const renewed = asked && (await posts.renew(asked.last, asked.oldest));
    // Another choice may have been made meanwhile.
    if (renewed && filter === parts.filter()) parts.onRenewed(asked, renewed);
    const pins = parts.hasOldPins() && (await api.call('feed', { slug, query: { pinned: '1' } }));
    if (pins && pins.is === 'answered') parts.onPins(pins.body.feed);
    timer = undefined;
  }

  const unwatch = watch(
    () => snapshot().seq,
    () => {
      // Spread, because all pages see the same line at the same moment.
      if (span() || parts.hasOldPins())
        timer ??= setTimeout(() => void renew(), RENEW_EVERY * (0.5 + Math.random()));
    },
  );

  return {
    ...posts,
    stop() {
      unwatch();
      clearTimeout(timer);
    },
  };
}
