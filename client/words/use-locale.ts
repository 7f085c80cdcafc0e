/** The reader's language, handed down from the entry. */
import type { InjectionKey } from 'vue';
import { inject } from 'vue';
import type { Locale } from './locale.ts';

export const localeKey: InjectionKey<Locale> = Symbol('locale');

/** @throws Error outside of a page that provides a language. */
export function useLocale(): Locale {
  const locale = inject(localeKey);
  if (!locale) throw new Error('no language is provided here');
  return locale;
}
