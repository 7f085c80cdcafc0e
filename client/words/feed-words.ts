/** The words beside the posts. */
import type { feedEn } from './feed-en.ts';
import { createLateWords } from './late-words.ts';
import type { AnyLanguage } from './messages.ts';

export const feedWords = createLateWords<AnyLanguage<typeof feedEn>>({
  en: async () => (await import('./feed-en.ts')).feedEn,
  ru: async () => (await import('./feed-ru.ts')).feedRu,
});
