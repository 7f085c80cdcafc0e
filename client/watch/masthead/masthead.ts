/** The masthead: until it is drawn anew its clock is the served page's, beside numbers that are live. */
import type { Component } from 'vue';
import type { Lang } from '#shared/text.ts';
import { loadCities } from '../../board/zone-name.ts';
import { sentenceWords } from '../../words/sentence-words.ts';
import type { RegionName } from '../board-view.ts';
import MastheadRegion from '../MastheadRegion.vue';

const regions: [RegionName, Component][] = [['masthead', MastheadRegion]];

/** With the names that it gives to clocks, and the words of its sentence. */
export async function loadRegions(lang: Lang): Promise<typeof regions> {
  await Promise.all([loadCities(lang), sentenceWords.load(lang)]);
  return regions;
}
