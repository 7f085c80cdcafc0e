/** The beginning of a text that ends with a sentence. */

/** About three lines of the list beneath the chart. */
const ROOM = 140;

/** As many whole sentences as there is room for, and one in any case. */
export function takeSentences(text: string): string {
  if (text.length <= ROOM) return text;
  // Where the browser cannot tell sentences apart all of it is shown: half of one says something else.
  if (!('Segmenter' in Intl)) return text;
  let taken = '';
  for (const { segment } of new Intl.Segmenter(undefined, { granularity: 'sentence' }).segment(text)) {
    if (taken !== '' && (taken + segment).trimEnd().length > ROOM) break;
    taken += segment;
  }
  return taken.trimEnd();
}
