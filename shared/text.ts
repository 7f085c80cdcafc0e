/** Free text as it may be posted: what is refused, and how much of it there may be. */
import { z } from 'zod';
import { chosenSchema, isObject } from './chosen.ts';

/**
 * Control characters other than tab and line breaks, bidirectional embeddings, overrides and isolates (they can make
 * "19" read as "91"), and halves of surrogate pairs (they cannot be stored as UTF-8).
 */
const FORBIDDEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: naming them is the point
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]|\p{Surrogate}/u;

/** Code points, which is what a reader would call characters; `length` counts an emoji twice. */
export function countCodePoints(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}

/** The one form in which a text is stored, hashed and compared: NFC, with line feeds. */
export function canonicalText(text: string): string {
  return text.replace(/\r\n?/g, '\n').normalize('NFC');
}

/** A text of 1 to `max` code points, in its canonical form. */
export function textSchema(max: number) {
  const takes = `takes 1 to ${max.toLocaleString('en')} characters`;
  return z
    .string({ error: takes })
    .transform(canonicalText)
    .refine((text) => text.trim() !== '' && countCodePoints(text) <= max, { error: takes })
    .refine((text) => !FORBIDDEN.test(text), {
      error: 'takes text without control characters or bidirectional overrides',
    });
}

/** A text in one language, or in each of the languages the pages speak. */
export function localizedSchema(max: number) {
  const text = textSchema(max);
  const both = z.strictObject({ en: text, ru: text });
  return chosenSchema<Localized>((input) => (isObject(input) ? both : text));
}

export type Localized = string | { en: string; ru: string };
export type Lang = 'en' | 'ru';

/** The text in the reader's language. */
export function inLanguage(text: Localized, lang: Lang): string {
  return typeof text === 'string' ? text : text[lang];
}
