/** The regions that follow once the numbers are live. The watch page's script loads this file on its own. */
import type { Component } from 'vue';
import type { RegionName } from './board-view.ts';
import RecordRegion from './RecordRegion.vue';

export const regions: [RegionName, Component][] = [['record', RecordRegion]];
