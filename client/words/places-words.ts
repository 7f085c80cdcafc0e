/** The words of the table of places. */
import { createLateWords } from './late-words.ts';
import type { AnyLanguage } from './messages.ts';
import type { placesEn } from './places-en.ts';

export const placesWords = createLateWords<AnyLanguage<typeof placesEn>>({
  en: async () => (await import('./places-en.ts')).placesEn,
  ru: async () => (await import('./places-ru.ts')).placesRu,
});
