/** What comes along unseen when something is copied out of a chat or a page: it stands around the words, not in them. */

/** Blanks of every kind, signs without a width, and marks of direction. */
const UNSEEN = /^[\s\u00AD\u061C\u180E\u200B-\u200F\u202A-\u202E\u2060-\u2064\u2066-\u2069\uFEFF]$/;

/** The text without blanks and invisible marks at its ends; those inside stay. */
export function trimUnseen(text: string): string {
  let from = 0;
  let to = text.length;
  while (from < to && UNSEEN.test(text.charAt(from))) from++;
  while (to > from && UNSEEN.test(text.charAt(to - 1))) to--;
  return text.slice(from, to);
}
