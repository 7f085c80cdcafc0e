/** The table of places: it may be long, and what is above it is wanted first. */
import type { Component } from 'vue';
import type { Lang } from '#shared/text.ts';
import { placesWords } from '../../words/places-words.ts';
import type { RegionName } from '../board-view.ts';
import PlacesRegion from './PlacesRegion.vue';

const regions: [RegionName, Component][] = [['places', PlacesRegion]];

/** With the words that they are written in. */
export async function loadRegions(lang: Lang): Promise<typeof regions> {
  await placesWords.load(lang);
  return regions;
}
