/** The words of the panel that tells who states a number. */
import type { claimsEn } from './claims-en.ts';
import { createLateWords } from './late-words.ts';
import type { AnyLanguage } from './messages.ts';

export const claimsWords = createLateWords<AnyLanguage<typeof claimsEn>>({
  en: async () => (await import('./claims-en.ts')).claimsEn,
  ru: async () => (await import('./claims-ru.ts')).claimsRu,
});
