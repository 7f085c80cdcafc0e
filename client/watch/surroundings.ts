/** Above the board: it hardly changes, so that what changes does not wait for it. */
import type { Component } from 'vue';
import type { RegionName } from './board-view.ts';
import OpeningRegion from './OpeningRegion.vue';

export const regions: [RegionName, Component][] = [['opening', OpeningRegion]];
