/** The regions that follow once the numbers are live. The watch page's script loads this file on its own. */
import type { Component } from 'vue';
import type { Lang } from '#shared/text.ts';
import { loadCities } from '../board/zone-name.ts';
import type { RegionName } from './board-view.ts';
import MastheadRegion from './MastheadRegion.vue';
import RecordRegion from './RecordRegion.vue';

const regions: [RegionName, Component][] = [
  // First: until it is drawn anew its clock is the served page's, beside numbers that are live.
  ['masthead', MastheadRegion],
  ['record', RecordRegion],
];

/** With the names that they give to clocks. */
export async function loadRegions(lang: Lang): Promise<typeof regions> {
  await loadCities(lang);
  return regions;
}
