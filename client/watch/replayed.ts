/** What the regions are drawn from while the page is a replay, nothing after it, undefined before the first. What is live goes on beneath it. */
import { shallowRef } from 'vue';
import type { BoardView } from './board-view.ts';

export const replayed = shallowRef<Partial<BoardView>>();
