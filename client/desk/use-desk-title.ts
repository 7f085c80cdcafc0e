/** The title of the tab: how much is unsent, which board, its state. It tells two boards in two tabs apart. */
import type { Ref } from 'vue';
import { computed, onScopeDispose, watchEffect } from 'vue';
import { inLanguage } from '#shared/text.ts';
import { useLocale } from '../words/use-locale.ts';
import { isUnsent } from './outbox/outbox-item.ts';
import { useDesk, useOpenBoard } from './use-desk.ts';

/** @param state the word beside the board's name: its own state, or that the desk is cut off */
export function useDeskTitle(state: Readonly<Ref<string>>): void {
  const { words, outbox } = useDesk();
  const { board } = useOpenBoard();
  const { lang } = useLocale();
  const before = document.title;
  const unsent = computed(() => outbox.items.value.filter(isUnsent).length);
  watchEffect(() => {
    const named = [inLanguage(board.value.title, lang), state.value, words.heading].join(' · ');
    document.title = unsent.value > 0 ? `(${unsent.value}) ${named}` : named;
  });
  onScopeDispose(() => {
    document.title = before;
  });
}
