/** Loads the words of the form of a board in one language alone. */
import type { InjectionKey } from 'vue';
import type { Lang } from '#shared/text.ts';
import type { boardFormEn } from './board-form-en.ts';
import type { AnyLanguage } from './messages.ts';

export type BoardFormWords = AnyLanguage<typeof boardFormEn>;

export const boardFormWordsKey: InjectionKey<BoardFormWords> = Symbol('words of the form of a board');

export async function loadBoardFormWords(lang: Lang): Promise<BoardFormWords> {
  return lang === 'ru'
    ? (await import('./board-form-ru.ts')).boardFormRu
    : (await import('./board-form-en.ts')).boardFormEn;
}
