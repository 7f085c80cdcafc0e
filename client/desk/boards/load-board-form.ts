/** The form and its words: loaded when somebody opens it, so that the desk carries neither. */
import type { Component } from 'vue';
import { h, provide } from 'vue';
import type { Lang } from '#shared/text.ts';
import { boardFormWordsKey, loadBoardFormWords } from '../../words/board-form-words.ts';

export async function loadBoardForm(lang: Lang): Promise<Component> {
  const [{ default: BoardForm }, words] = await Promise.all([
    import('./BoardForm.vue'),
    loadBoardFormWords(lang),
  ]);
  return {
    name: 'BoardFormWithWords',
    setup() {
      provide(boardFormWordsKey, words);
      // What it is handed falls through to the form.
      return () => h(BoardForm);
    },
  };
}
