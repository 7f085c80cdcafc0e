/** The words of a board's report: no script has them. */
import { createLateWords } from './late-words.ts';
import type { AnyLanguage } from './messages.ts';
import type { reportEn } from './report-en.ts';

export const reportWords = createLateWords<AnyLanguage<typeof reportEn>>({
  en: async () => (await import('./report-en.ts')).reportEn,
  ru: async () => (await import('./report-ru.ts')).reportRu,
});
