/** The words of what stands below a board. */
import type { footEn } from './foot-en.ts';
import { createLateWords } from './late-words.ts';
import type { AnyLanguage } from './messages.ts';

export const footWords = createLateWords<AnyLanguage<typeof footEn>>({
  en: async () => (await import('./foot-en.ts')).footEn,
  ru: async () => (await import('./foot-ru.ts')).footRu,
});
