/** Below the board: it hardly changes, so it is loaded last. */
import type { Component } from 'vue';
import type { Lang } from '#shared/text.ts';
import { footWords } from '../../words/foot-words.ts';
import type { RegionName } from '../board-view.ts';
import ClosingRegion from '../ClosingRegion.vue';

const regions: [RegionName, Component][] = [['closing', ClosingRegion]];

/** With the words that it is written in. */
export async function loadRegions(lang: Lang): Promise<typeof regions> {
  await footWords.load(lang);
  return regions;
}
