/** The regions around the board, which hardly change: loaded last, so that what changes does not wait for them. */
import type { Component } from 'vue';
import type { RegionName } from './board-view.ts';
import ClosingRegion from './ClosingRegion.vue';
import OpeningRegion from './OpeningRegion.vue';

export const regions: [RegionName, Component][] = [
  ['opening', OpeningRegion],
  ['closing', ClosingRegion],
];
