/** The regions that follow once the numbers are live. The watch page's script loads this file on its own. */
import type { Component } from 'vue';
import type { RegionName } from '../components/watch/board-view.ts';
import ClosingRegion from './ClosingRegion.vue';
import OpeningRegion from './OpeningRegion.vue';
import RecordRegion from './RecordRegion.vue';

export const regions: [RegionName, Component][] = [
  ['opening', OpeningRegion],
  ['record', RecordRegion],
  ['closing', ClosingRegion],
];
