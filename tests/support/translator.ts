/**
 * Changes a page as a browser does that translates it: each text is replaced by elements of the translator's own, with
 * other nodes in them, and so is each text that comes later. The words stay as they are, so that a page which is
 * translated can be compared with one that is not.
 */
import type { Page } from 'playwright-core';

/** From its first text on; before the page is opened. */
export async function translate(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const done = new WeakSet<Node>();
    function replace(text: Text): void {
      const parent = text.parentElement;
      if (!parent || text.data.trim() === '' || done.has(text)) return;
      if (parent.closest('script, style, noscript, [translate="no"]')) return;
      const [outer, inner] = [document.createElement('font'), document.createElement('font')];
      const words = document.createTextNode(text.data);
      done.add(words);
      inner.append(words);
      outer.append(inner);
      text.replaceWith(outer);
    }
    function replaceAll(root: Node): void {
      const texts: Text[] = [];
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
      if (root instanceof Text) texts.push(root);
      while (walker.nextNode()) if (walker.currentNode instanceof Text) texts.push(walker.currentNode);
      texts.forEach(replace);
    }
    const observer = new MutationObserver((changes) => {
      for (const { type, target, addedNodes } of changes) {
        if (type === 'characterData') replaceAll(target);
        else addedNodes.forEach(replaceAll);
      }
    });
    addEventListener('DOMContentLoaded', () => {
      replaceAll(document.body);
      observer.observe(document.body, { subtree: true, childList: true, characterData: true });
    });
  });
}
