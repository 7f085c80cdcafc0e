/** The words of the wall: no other page has them. */
import { createLateWords } from './late-words.ts';
import type { AnyLanguage } from './messages.ts';
import type { wallEn } from './wall-en.ts';

export const wallWords = createLateWords<AnyLanguage<typeof wallEn>>({
  en: async () => (await import('./wall-en.ts')).wallEn,
  ru: async () => (await import('./wall-ru.ts')).wallRu,
});
