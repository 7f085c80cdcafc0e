/** What the regions are drawn from while the page is a replay; undefined while it shows now. What is live goes on beneath it. */
import { shallowRef } from 'vue';
import type { BoardView } from './board-view.ts';

export const replayed = shallowRef<Partial<BoardView>>();
