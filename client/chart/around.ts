/** What stands around the drawing, and is not what the first one waits for: loaded beside it. */
import ChartKeys from './ChartKeys.vue';
import { writeLabel, writeNote } from './chart-text.ts';

export const around = { ChartKeys, writeLabel, writeNote };
