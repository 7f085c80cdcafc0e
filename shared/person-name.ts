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

/** "Anna" with a Cyrillic "А", or with a sign between its letters that has no width. */
function isDeceptive(name: string): boolean {
  const scripts = [/\p{Script=Latin}/u, /\p{Script=Cyrillic}/u, /\p{Script=Greek}/u];
  const found = scripts.filter((script) => script.test(name)).length;
  // Persian and Indian names are written with joiners.
  return found > 1 || (found === 1 && /[\p{Cf}\p{Default_Ignorable_Code_Point}]/u.test(name));
}
