/** What keys and pointers do over the plot: loaded once the chart is there. */
import { moveCursor, snapCursor } from './cursor-steps.ts';
import { createGestures, zoomByKey } from './zooming.ts';

export const pointing = { createGestures, moveCursor, snapCursor, zoomByKey };
