/**
 * The posts that the list knows, and how they are shown: the snapshot's newest as they hold now, and older ones that were
 * read beside them; `keepPosts`, which reads, is loaded when it is needed first.
 */
import type { Ref, ShallowRef } from 'vue';
import { onScopeDispose, ref, shallowRef, watch } from 'vue';
import { FEED_ROWS } from '#shared/limits.ts';
import type { FeedRow, Snapshot } from '#shared/snapshot.ts';
import type { FeedWindow } from './feed-window.ts';
import { NOTHING_SHOWN, openFeedWindow } from './feed-window.ts';
import type { KeptPosts } from './keep-posts.ts';
import type { KnownPosts, Span } from './known-posts.ts';
import { addFeed, addRead, closeGap, findGap, NOTHING_KNOWN, reaches, spanBeyond } from './known-posts.ts';

export interface Posts {
  readonly view: Readonly<ShallowRef<FeedWindow>>;
  readonly state: Readonly<Ref<'more' | 'loading' | 'failed' | 'all'>>;
  /** Shows what waits, unless the list is read. */
  release(): void;
  showAll(): void;
  /** A step further back. */
  step(): Promise<void>;
}

interface PostsParts {
  snapshot(): Snapshot;
  /** Some part of the list is looked at: nothing may push it. */
  isRead(): boolean;
  /** What the page shows already. */
  served?(known: KnownPosts): FeedWindow;
}

const STEP = 20;

export function usePosts({ snapshot, isRead, served }: PostsParts): Posts {
  const state = ref<'more' | 'loading' | 'failed' | 'all'>('more');
  let known = addFeed(NOTHING_KNOWN, snapshot().feed, []);
  /** Rows of the list when nothing waits. */
  let size = FEED_ROWS;
  const view = shallowRef(
    openFeedWindow(served?.(known) ?? NOTHING_SHOWN, { known, size }, served !== undefined && isRead()),
  );
  let kept: KeptPosts | undefined;
  onScopeDispose(() => kept?.stop());

  function show(isHeld: boolean): void {
    view.value = openFeedWindow(view.value, { known, size }, isHeld);
    if (!isHeld) known = { ...known, dropped: 0 };
  }

  const span = () => spanBeyond(snapshot().feed, view.value.rows, known);

  function replace(read: Span, rows: readonly FeedRow[]): void {
    known = addRead(known, read, rows);
    show(isRead());
  }

  async function load(): Promise<KeptPosts | undefined> {
    const loaded = await import('./keep-posts.ts').catch(() => undefined);
    kept ??= loaded?.keepPosts({ snapshot, span, onRenewed: replace });
    return kept;
  }

  let isClosing = false;
  async function take(): Promise<void> {
    if (isClosing) return;
    isClosing = true;
    // What is shown must not vanish, and what waits must be counted: what came meanwhile is read first.
    for (let gap = findGap(known, snapshot().feed); gap; gap = findGap(known, snapshot().feed)) {
      const missed = await (await load())?.between(gap.last, gap.oldest);
      known = closeGap(known, gap, missed);
    }
    isClosing = false;
    known = addFeed(known, snapshot().feed, view.value.rows);
    // What falls out of the newest is no longer completed by ticks.
    if (span()) void load();
    show(isRead());
  }
  watch(() => snapshot().feed, take);

  /** Says whether there is more. */
  async function readStep(last: FeedRow): Promise<'more' | 'all' | 'failed'> {
    const page = await (await load())?.step(last);
    if (!page) return 'failed';
    known = addRead({ ...known, isWhole: page.isAll }, { last, oldest: undefined }, page.rows);
    return page.isAll ? 'all' : 'more';
  }

  async function step(): Promise<void> {
    const { rows } = view.value;
    const last = known.rows.at(-1) ?? rows.at(-1);
    if (state.value === 'loading' || !last) return;
    size = rows.length + STEP;
    if (!reaches(known, rows, STEP)) {
      state.value = 'loading';
      state.value = await readStep(last);
    }
    show(isRead());
  }

  return { view, state, step, showAll: () => show(false), release: () => show(isRead()) };
}
