/**
 * The law of free text: what may stand in one, and the one form in which it is kept. Both sides read it here: the
 * server before it takes a text, the desk before it sends one. (text-schema.ts makes schemas of it; nothing here needs zod.)
 */

export type TextFaultKind =
  /** Nothing that a reader could see. */
  | 'empty'
  | 'too-long'
  /** A control character; tab and line break are text. */
  | 'control'
  /** A bidirectional embedding, override or isolate: it can make "19" read as "91". */
  | 'bidi'
  /** Half of a surrogate pair, or a code point that is no character: it has no UTF-8, or no place in XML. */
  | 'broken'
  /** More combining marks on one letter than any language writes. */
  | 'marks'
  /** A line break or a tab, in what is one line. */
  | 'line-break';

export interface TextFault {
  what: TextFaultKind;
  /** Where it begins, in code points from 0, and the character that stands there; '' where there is none. */
  index: number;
  character: string;
}

/**
 * UTF-16 units for each code point of the canonical form: no letter of a living script takes more apart. What is longer
 * is refused by its length alone, before anything reads it.
 */
const MOST_UNITS = 4;

/** Unicode's stream-safe form allows 30 marks in a row. Sorting them takes the square of their number: 40,000 take 15 s. */
const CROWDED = /(?:^|\P{M})\p{M}{31}/u;
// biome-ignore lint/suspicious/noControlCharactersInRegex: naming them is the point
const CONTROL = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F]/;
const BIDI = /[\u202A-\u202E\u2066-\u2069]/;
const BROKEN = /\p{Cs}|\p{Noncharacter_Code_Point}/u;
const LINE_BREAK = /[\t\n\r\u2028\u2029]/;
/**
 * What leaves a mark on the screen: not spaces, zero widths, fillers (U+115F, U+2800 and their like), the placeholder of an
 * object that is not there, the signs that only join hieroglyphs or notes, and not combining marks without a letter.
 */
const VISIBLE =
  /[^\p{White_Space}\p{Default_Ignorable_Code_Point}\p{M}\p{Cc}\p{Cs}\u2800\uFFF9-\uFFFC\u{1D159}\u{13430}-\u{13455}]/u;

/** The one form in which a text is stored, hashed and compared: NFC, with line feeds. For a text whose length was looked at. */
export function canonicalText(text: string): string {
  return text.replace(/\r\n?/g, '\n').normalize('NFC');
}

/** Code points, which is what a reader would call characters; `length` counts an emoji twice. */
export function countCodePoints(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}

/** What keeps this from being a text of 1 to `max` code points. The length is looked at first, so it costs `max` at most. */
export function findTextFault(text: string, max: number): TextFault | undefined {
  if (text.length > max * MOST_UNITS) return { what: 'too-long', ...characterAt(text, max) };
  return (
    findSign('control', CONTROL, text) ??
    findSign('bidi', BIDI, text) ??
    findSign('broken', BROKEN, text) ??
    findSign('marks', CROWDED, text) ??
    findLengthFault(text, max)
  );
}

/** The same for a name or a title, which is one line. */
export function findNameFault(name: string, max: number): TextFault | undefined {
  return findTextFault(name, max) ?? findSign('line-break', LINE_BREAK, name);
}

function findLengthFault(text: string, max: number): TextFault | undefined {
  if (!VISIBLE.test(text)) return { what: 'empty', index: 0, character: '' };
  const canonical = canonicalText(text);
  return countCodePoints(canonical) > max ? { what: 'too-long', ...characterAt(canonical, max) } : undefined;
}

function findSign(what: TextFaultKind, sign: RegExp, text: string): TextFault | undefined {
  const at = text.search(sign);
  if (at < 0) return undefined;
  const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
  return { what, index: countCodePoints(text.slice(0, at)), character };
}

/** The code point with this number: at most two units each are read. */
function characterAt(text: string, index: number): { index: number; character: string } {
  return { index, character: [...text.slice(0, (index + 1) * 2)][index] ?? '' };
}

/** A text in one language, or in each of the languages the pages speak. */
export type Localized = string | { en: string; ru: string };
export const LANGS = ['en', 'ru'] as const;
export type Lang = (typeof LANGS)[number];

/** The text in the reader's language. */
export function inLanguage(text: Localized, lang: Lang): string {
  return typeof text === 'string' ? text : text[lang];
}
