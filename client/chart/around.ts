/** What stands around the drawing, and is not what the first one waits for: loaded beside it. */
import ChartOptions from './ChartOptions.vue';
import { writeLabel, writeNote } from './chart-text.ts';
import { writeChoice } from './write-choice.ts';

export const around = { writeChoice, ChartOptions, writeLabel, writeNote };
