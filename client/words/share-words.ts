/** The words of the share sheet. */
import { createLateWords } from './late-words.ts';
import type { AnyLanguage } from './messages.ts';
import type { shareEn } from './share-en.ts';

export const shareWords = createLateWords<AnyLanguage<typeof shareEn>>({
  en: async () => (await import('./share-en.ts')).shareEn,
  ru: async () => (await import('./share-ru.ts')).shareRu,
});
