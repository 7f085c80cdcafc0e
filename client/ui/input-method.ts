/**
 * The keys of an input method. While somebody composes (Japanese, Chinese, an accent), Enter takes a word, Escape lets it
 * go and arrows walk through the candidates: none of them is meant for the page.
 */

/** The code of a key that an input method has taken; some browsers say it without `isComposing`. */
const TAKEN = 229;

/** Keeps such presses from every handler of the page, before any of them sees one. The input method still gets them. */
export function withholdComposingKeys(page: Pick<Document, 'addEventListener'>): void {
  const withhold = (event: KeyboardEvent) => {
    if (event.isComposing || event.keyCode === TAKEN) event.stopImmediatePropagation();
  };
  page.addEventListener('keydown', withhold, { capture: true });
}
