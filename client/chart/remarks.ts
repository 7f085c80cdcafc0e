/** What a chart's marks mean: told at the reading cursor, and in the list of the key updates. Nothing of it is drawn. */
import ChartKeys from './ChartKeys.vue';
import { followRemarks } from './follow-remarks.ts';
import { moveToStop } from './stops.ts';

export const remarks = { ChartKeys, followRemarks, moveToStop };
