/**
 * The list of posts for the page of a watcher: with what its address asks for read before it is drawn, so that nobody sees
 * the posts of all kinds flash by. `record.ts` loads this file on its own.
 */
import type { Component } from 'vue';
import { createVNode } from 'vue';
import { FEED_ROWS } from '#shared/limits.ts';
import type { FirstPosts } from '#shared/page-model.ts';
import type { Lang } from '#shared/text.ts';
import type { Api } from '../../net/api.ts';
import { createApi } from '../../net/api.ts';
import { feedWords } from '../../words/feed-words.ts';
import type { BoardView } from '../board-view.ts';
import FeedRegion from './FeedRegion.vue';
import { FILTER_NAMES } from './filter-address.ts';

export async function loadFeed(lang: Lang): Promise<Component> {
  const api = createApi((...call) => fetch(...call));
  const [posts] = await Promise.all([readFirst(api), feedWords.load(lang)]);
  return (view: BoardView) => createVNode(FeedRegion, { ...view, posts });
}

/** Pinned posts that the page was sent with may be older than all that the snapshot has. */
async function readFirst(api: Api): Promise<FirstPosts> {
  const slug = document.body.dataset.board ?? '';
  const asked = new URLSearchParams(location.search);
  const names = FILTER_NAMES.filter((name) => asked.get(name));
  const query = Object.fromEntries(names.map((name) => [name, asked.get(name) ?? '']));
  const [pinned, found] = await Promise.all([
    document.getElementById('pinned') ? api.call('feed', { slug, query: { pinned: '1' } }) : undefined,
    names.length > 0 ? api.call('feed', { slug, query: { ...query, limit: FEED_ROWS } }) : undefined,
  ]);
  return {
    pinned: pinned?.is === 'answered' ? pinned.body.feed : [],
    ...(found?.is === 'answered' && { found: found.body }),
  };
}
