/** Which posts the page shows before its script draws them anew: what came since then is new to the reader. */
import type { FeedRow } from '#shared/snapshot.ts';
import type { FeedWindow } from './feed-window.ts';
import type { KnownPosts } from './known-posts.ts';

export function readServed({ rows, pinned }: KnownPosts): FeedWindow {
  const find = (list: string, posts: readonly FeedRow[]) => {
    const there = new Set([...document.querySelectorAll(`#${list} > .post`)].map(({ id }) => id));
    return posts.filter(({ seq }) => there.has(`no-${seq}`));
  };
  return { pinned: find('pinned', pinned), rows: find('posts', rows), waiting: 0 };
}
