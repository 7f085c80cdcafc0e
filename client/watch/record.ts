/** The regions that follow once the numbers are live. The watch page's script loads this file on its own. */
import type { Component } from 'vue';
import type { RegionName } from './board-view.ts';
import RecordRegion from './RecordRegion.vue';

/** The posts are a file of their own, asked for at the same time. */
export async function loadRegions(): Promise<[RegionName, Component][]> {
  const { default: FeedRegion } = await import('./feed/FeedRegion.vue');
  return [
    ['feed', FeedRegion],
    ['record', RecordRegion],
  ];
}
