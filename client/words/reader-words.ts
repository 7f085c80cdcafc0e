/** The words for who comes back, is read to, or wants to be told. */
import { createLateWords } from './late-words.ts';
import type { AnyLanguage } from './messages.ts';
import type { readerEn } from './reader-en.ts';

export const readerWords = createLateWords<AnyLanguage<typeof readerEn>>({
  en: async () => (await import('./reader-en.ts')).readerEn,
  ru: async () => (await import('./reader-ru.ts')).readerRu,
});
