/** The words of the one sentence that says a board. */
import { createLateWords } from './late-words.ts';
import type { AnyLanguage } from './messages.ts';
import type { sentenceEn } from './sentence-en.ts';

export const sentenceWords = createLateWords<AnyLanguage<typeof sentenceEn>>({
  en: async () => (await import('./sentence-en.ts')).sentenceEn,
  ru: async () => (await import('./sentence-ru.ts')).sentenceRu,
});
