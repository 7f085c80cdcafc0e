/** What comes along unseen when something is copied out of a chat or a page: it stands around the words, not in them. */

/** Blanks of every kind, signs without a width, and marks of direction. */
const UNSEEN = /^[\s\u00AD\u061C\u180E\u200B-\u200F\u202A-\u202E\u2060-\u2064\u2066-\u2069\uFEFF]$/;

/** Signs that no text may hold: controls other than tab and line break, overrides of direction, what is no character. */
const FORBIDDEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: naming them is the point
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]|\p{Cs}|\p{Noncharacter_Code_Point}/gu;

/** The text without what `findTextFault` would name as a sign that cannot be seen. */
export function removeForbidden(text: string): string {
  return text.replace(FORBIDDEN, '');
}

/** The text without blanks and invisible marks at its ends; those inside stay. */
export function trimUnseen(text: string): string {
  let from = 0;
  let to = text.length;
  while (from < to && UNSEEN.test(text.charAt(from))) from++;
  while (to > from && UNSEEN.test(text.charAt(to - 1))) to--;
  return text.slice(from, to);
}
