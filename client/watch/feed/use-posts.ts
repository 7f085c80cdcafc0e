/**
 * The posts that the list knows, and how they are shown: the snapshot's newest as they hold now, and older ones that were
 * read beside them; `keepPosts`, which reads, is loaded when it is needed first.
 */
import type { Ref, ShallowRef } from 'vue';
import { onScopeDispose, ref, shallowRef, watch } from 'vue';
import type { FeedFilter } from '#shared/feed-filter.ts';
import { isFiltering } from '#shared/feed-filter.ts';
import { FEED_ROWS } from '#shared/limits.ts';
import type { FirstPosts } from '#shared/page-model.ts';
import type { FeedRow, Snapshot } from '#shared/snapshot.ts';
import type { FeedWindow } from './feed-window.ts';
import { NOTHING_SHOWN, openFeedWindow } from './feed-window.ts';
import type { KeepParts, KeptPosts } from './keep-posts.ts';
import type { KnownPosts } from './known-posts.ts';
import { addRead, closeGap, reaches } from './known-posts.ts';
import type { PostSource } from './post-source.ts';
import { createPostSource } from './post-source.ts';

type Reading = 'more' | 'loading' | 'failed' | 'all';

export interface Posts {
  readonly view: Readonly<ShallowRef<FeedWindow>>;
  readonly state: Readonly<Ref<Reading>>;
  /** Shows what waits, unless the list is read. */
  release(): void;
  showAll(): void;
  /** A step further back. */
  step(): Promise<void>;
  /** Shows other posts, at once. */
  choose(filter: FeedFilter): Promise<void>;
}

export interface PostsParts {
  snapshot(): Snapshot;
  first: FirstPosts;
  filter: Ref<FeedFilter>;
  /** Some part of the list is looked at: nothing may push it. */
  isRead(): boolean;
  /** What the page shows already. */
  served?(known: KnownPosts): FeedWindow;
}

const STEP = 20;

/** What reads, once it is needed; it ends with the list. */
function createLoad(parts: KeepParts): () => Promise<KeptPosts | undefined> {
  let kept: KeptPosts | undefined;
  onScopeDispose(() => kept?.stop());
  return async () => {
    const loaded = await import('./keep-posts.ts').catch(() => undefined);
    kept ??= loaded?.keepPosts(parts);
    return kept;
  };
}

interface PostsView {
  readonly view: ShallowRef<FeedWindow>;
  show(isHeld: boolean): void;
  /** How many rows the list has where nothing waits. */
  resize(rows: number): void;
}

function createView(source: PostSource, { isRead, served }: PostsParts): PostsView {
  let size = FEED_ROWS;
  const shown = served?.(source.known) ?? NOTHING_SHOWN;
  const isHeld = served !== undefined && isRead();
  const view = shallowRef(openFeedWindow(shown, { known: source.known, size }, isHeld));
  return {
    view,
    show(held) {
      view.value = openFeedWindow(view.value, { known: source.known, size }, held);
      if (!held) source.known = { ...source.known, dropped: 0 };
    },
    resize(rows) {
      size = rows;
    },
  };
}

export function usePosts(parts: PostsParts): Posts {
  const { snapshot, first, filter, isRead } = parts;
  const source = createPostSource(snapshot, () => filter.value);
  source.begin(first);
  const state = ref<Reading>(source.known.isWhole && isFiltering(filter.value) ? 'all' : 'more');
  const { view, show, resize } = createView(source, parts);

  const load = createLoad({
    snapshot,
    filter: () => filter.value,
    span: () => source.span(view.value.rows),
    hasOldPins: source.hasOldPins,
    onRenewed(span, rows) {
      source.known = addRead(source.known, span, rows);
      show(isRead());
    },
    onPins(rows) {
      source.pin(rows);
      show(isRead());
    },
  });

  let isClosing = false;
  async function take(): Promise<void> {
    if (isClosing) return;
    isClosing = true;
    // What is shown must not vanish, and what waits must be counted: what came meanwhile is read first.
    for (let gap = source.gap(); gap; gap = source.gap())
      source.known = closeGap(source.known, gap, await (await load())?.renew(gap.last, gap.oldest));
    isClosing = false;
    source.take(view.value.rows);
    // What falls out of the newest is no longer completed by ticks.
    if (source.span(view.value.rows) || source.hasOldPins()) void load();
    show(isRead());
  }
  watch(() => snapshot().feed, take);

  async function readStep(last: FeedRow | undefined): Promise<void> {
    const asked = filter.value;
    state.value = 'loading';
    const page = await (await load())?.step(source.next ?? last);
    if (asked !== filter.value) return;
    state.value = page ? (page.isAll && 'all') || 'more' : 'failed';
    if (page) source.add(last, page);
  }

  return {
    view,
    state,
    showAll: () => show(false),
    release: () => show(isRead()),
    async step() {
      const { rows } = view.value;
      if (state.value === 'loading') return;
      resize(rows.length + STEP);
      if (!reaches(source.known, rows, STEP)) await readStep(source.known.rows.at(-1) ?? rows.at(-1));
      show(isRead());
    },
    async choose(chosen) {
      filter.value = chosen;
      resize(FEED_ROWS);
      source.begin({ pinned: source.pins });
      show(false);
      state.value = 'more';
      if (isFiltering(chosen)) await readStep(undefined);
      if (filter.value === chosen) show(false);
    },
  };
}
