/** The table of places: what is above it is wanted first, so that its code comes last, with the words that it is written in. */
import type { Component } from 'vue';
import type { Lang } from '#shared/text.ts';
import { placesWords } from '../../words/places-words.ts';
import type { RegionName } from '../board-view.ts';

export async function loadRegions(lang: Lang): Promise<[RegionName, Component][]> {
  const [region] = await Promise.all([import('./PlacesRegion.vue'), placesWords.load(lang)]);
  return [['places', region.default]];
}
