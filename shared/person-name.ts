/** The names of people: texts of one line that nobody can pass for somebody else by. */
import { z } from 'zod';
import { canonicalText, countCodePoints, findNameFault } from './text.ts';

const MAX = 60;
const takesName = `takes a name of 1 to ${MAX} characters`;
const takesPlainName =
  'takes a name without control characters, line breaks, bidirectional overrides and broken characters';
const takesOneScript =
  'takes a name in the letters of one alphabet, without invisible signs: another person could be meant by it';

/** A name as somebody signs in with it: one that nobody can have is simply nobody's. */
export const signInNameSchema = z
  .string({ error: takesName })
  .max(MAX * 4, { error: takesName })
  .transform((name) => canonicalText(name).trim())
  .refine((name) => name !== '' && countCodePoints(name) <= MAX, { error: takesName });

/** A name that somebody is to have. */
export const newNameSchema = z.string({ error: takesName }).transform((name, context) => {
  const fault = findNameFault(name, MAX);
  if (fault) {
    const isLength = fault.what === 'empty' || fault.what === 'too-long';
    context.addIssue({ code: 'custom', message: isLength ? takesName : takesPlainName });
    return z.NEVER;
  }
  if (!isDeceptive(name)) return canonicalText(name).trim();
  context.addIssue({ code: 'custom', message: takesOneScript });
  return z.NEVER;
});

/** Alphabets some of whose letters look like those of another. */
const ALIKE = ['Latin', 'Cyrillic', 'Greek', 'Armenian', 'Coptic', 'Cherokee', 'Lisu'].map(
  (script) => new RegExp(`\\p{Script=${script}}`, 'u'),
);
/** Persian and Indian names are written with joiners, and so are pictures made of several. */
const JOINED =
  /[\p{Script=Arabic}\p{Script=Syriac}\p{Script=Mongolian}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gurmukhi}\p{Script=Gujarati}\p{Script=Oriya}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Sinhala}\p{Script=Khmer}\p{Script=Myanmar}\p{Extended_Pictographic}]/u;

/** "Anna" with a Cyrillic "А", or a name with a sign between its letters that has no width. */
function isDeceptive(name: string): boolean {
  const found = ALIKE.filter((script) => script.test(name)).length;
  const isHidden = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/u.test(name);
  return found > 1 || (isHidden && (found === 1 || !JOINED.test(name)));
}
