/** The regions that follow once the numbers are live. The watch page's script loads this file on its own. */
import type { Component } from 'vue';
import type { Lang } from '#shared/text.ts';
import type { RegionName } from './board-view.ts';
import RecordRegion from './RecordRegion.vue';

/** The posts are a file of their own, asked for at the same time. */
export async function loadRegions(lang: Lang): Promise<[RegionName, Component][]> {
  const { loadFeed } = await import('./feed/feed.ts');
  return [
    ['feed', await loadFeed(lang)],
    ['record', RecordRegion],
  ];
}
