/** The table of places: it may be long, and what is above it is wanted first. */
import type { Component } from 'vue';
import type { RegionName } from '../board-view.ts';
import PlacesRegion from './PlacesRegion.vue';

export const regions: [RegionName, Component][] = [['places', PlacesRegion]];
