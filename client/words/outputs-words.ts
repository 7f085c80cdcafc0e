/** The words of the light outputs. Only the server says them. */
import type { Lang } from '#shared/text.ts';
import type { AnyLanguage } from './messages.ts';
import { outputsEn } from './outputs-en.ts';
import { outputsRu } from './outputs-ru.ts';

export const outputsWords: Readonly<Record<Lang, AnyLanguage<typeof outputsEn>>> = {
  en: outputsEn,
  ru: outputsRu,
};
