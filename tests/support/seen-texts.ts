/** What can be seen of a page's texts: whether two lie over each other, and whether one runs off the window. */
import type { Page } from 'playwright-core';

/** A line of a text, between its capitals and its foot: the boxes of lines may touch. */
interface Line {
  /** Which text it is a line of: one that ends in an ellipsis has a second box for what is cut off. */
  text: number;
  words: string;
  left: number;
  right: number;
  top: number;
  bottom: number;
}

export interface TextFaults {
  overlaps: string[];
  outside: string[];
}

export async function listTextFaults(page: Page): Promise<TextFaults> {
  const lines = (await page.evaluate(readLines)).sort((a, b) => a.top - b.top);
  const width = page.viewportSize()?.width ?? 0;
  const outside = lines.filter(({ left, right }) => left < -1 || right > width + 1).map(({ words }) => words);
  return { overlaps: [...new Set(lines.flatMap(listCrossed))], outside: [...new Set(outside)] };
}

/** @param lines by their upper edge */
function listCrossed(first: Line, index: number, lines: readonly Line[]): string[] {
  const crossed: string[] = [];
  for (const second of lines.slice(index + 1)) {
    if (second.top > first.bottom - 2) break;
    const shared = Math.min(first.right, second.right) - Math.max(first.left, second.left);
    if (shared > 2 && first.text !== second.text) crossed.push(`${first.words} × ${second.words}`);
  }
  return crossed;
}

/** Runs in the page. What a box of one line's height, or a table that scrolls, cuts off is not seen. */
function readLines(): Line[] {
  const unseen = '.spoken, .skip, svg, option, select, textarea, [popover]:not(:popover-open)';
  const cutting =
    '.yours, .from, .from p, .newest .words, .hold, .scroll, .tally h2 > [id], .as-of > :last-child';
  const isSeen = (element: Element) =>
    element.checkVisibility({ visibilityProperty: true }) &&
    getComputedStyle(element).clipPath === 'none' &&
    !element.closest(unseen);
  const readText = (text: Node, element: Element): Line[] => {
    const range = document.createRange();
    range.selectNodeContents(text);
    const half = Number.parseFloat(getComputedStyle(element).fontSize) * 0.33;
    const words = `${element.closest('[class]')?.className}: ${text.textContent?.trim().slice(0, 40)}`;
    const cut = element.closest(cutting)?.getBoundingClientRect();
    const isIn = ({ top, left, width }: DOMRect) =>
      width > 1 && (cut === undefined || (top < cut.bottom - 2 && left < cut.right - 2));
    return [...range.getClientRects()].filter(isIn).map(({ left, right, top, bottom }) => {
      const middle = (top + bottom) / 2;
      const end = Math.min(right, cut?.right ?? right);
      return { text: texts, words, left, right: end, top: middle - half, bottom: middle + half };
    });
  };
  const lines: Line[] = [];
  let texts = 0;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text = walker.nextNode(); text; text = walker.nextNode()) {
    const element = text.parentElement;
    texts += 1;
    if (element && text.textContent?.trim() && isSeen(element)) lines.push(...readText(text, element));
  }
  return lines;
}
