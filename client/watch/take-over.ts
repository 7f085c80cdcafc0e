/**
 * Puts the rendered page in the place of what the server sent. The reader keeps the focus, the place on the page and
 * what was opened: the swap is not to be noticed.
 */

import type { Component } from 'vue';
import { watch } from 'vue';
import type { Problem } from '#shared/answers.ts';
import type { FollowedBoard } from '../board/follow-board.ts';
import { withheldSince } from '../net/damaged.ts';
import type { Locale } from '../words/locale.ts';
import type { RegionName } from './board-view.ts';

type Region = [RegionName, Component];
export type Mount = (region: Region) => void;

/** Between two tries to load the code of other regions. They stand as served meanwhile. */
const AGAIN_AFTER = 10_000;

export async function mountOthers(load: () => Promise<Region[]>, mount: Mount): Promise<void> {
  const regions = await load().catch(() => undefined);
  if (regions) {
    for (const region of regions) {
      // One at a time: what a reader does is answered between two of them.
      await new Promise((resolve) => setTimeout(resolve));
      mount(region);
    }
    return;
  }
  await new Promise((resolve) => setTimeout(resolve, AGAIN_AFTER));
  await mountOthers(load, mount);
}

/** @param served what the server sent, with a parent; it is gone afterwards */
export function takeOver(served: Element, rendered: Element): void {
  const focus = pathTo(served, document.activeElement);
  const opened = listDetails(served).map(({ open }) => open);
  const anchor = findAnchor(served);
  served.replaceWith(rendered);
  listDetails(rendered).forEach((details, index) => {
    details.open = opened[index] ?? false;
  });
  if (anchor) holdPlace(anchor);
  if (focus) elementAt(rendered, focus)?.focus({ preventScroll: true });
}

/** Milliseconds that a page is left to itself before it is kept for when there is no network. */
const USABLE_AFTER = 3_000;

/** The board once there is something of it to draw: what was kept, where no network brought the page, else what is heard. */
export async function untilKnown(followed: FollowedBoard): Promise<FollowedBoard> {
  const { board = '', saved, kept } = document.body.dataset;
  const heard = new Promise<FollowedBoard>((resolve) => {
    watch(followed.snapshot, (snapshot) => snapshot && resolve(followed), { immediate: true });
  });
  if (kept !== undefined) void heard.then(() => setTimeout(keep, USABLE_AFTER, followed));
  if (saved === undefined) return heard;
  const { followSaved } = await import('./saved/saved-board.ts');
  return (await followSaved(followed, board)) ?? heard;
}

/** Neither a file that does not come nor a browser that keeps nothing is worth a word. */
function keep(followed: FollowedBoard): void {
  import('./saved/saved-board.ts').then(({ keepCopies }) => keepCopies(followed)).catch(() => undefined);
}

/** What is refused because the board does not add up takes its figures off the page; no other refusal does. */
export async function giveWay(problem: Problem, followed: FollowedBoard, locale: Locale): Promise<void> {
  const since = withheldSince(problem);
  const { board, kept } = document.body.dataset;
  if (board !== undefined && kept !== undefined && (since !== undefined || problem.status === 404))
    (await import('./saved/saved-board.ts')).forget(board);
  if (since !== undefined) (await import('./withheld.ts')).withhold(since, followed, locale);
}

/** Where an element stands, as the index among its siblings of each element down to it; undefined if it is not inside. */
function pathTo(root: Element, element: Element | null): number[] | undefined {
  if (!element || element === root || !root.contains(element)) return undefined;
  const path: number[] = [];
  for (let at = element; at !== root && at.parentElement; at = at.parentElement) {
    path.unshift([...at.parentElement.children].indexOf(at));
  }
  return path;
}

function elementAt(root: Element, path: readonly number[]): HTMLElement | undefined {
  let at: Element | undefined = root;
  for (const index of path) at = at?.children[index];
  return at instanceof HTMLElement ? at : undefined;
}

function listDetails(root: Element): HTMLDetailsElement[] {
  return [...root.querySelectorAll('details')];
}

interface Anchor {
  id: string;
  top: number;
}

/** The named element nearest to the top of what is seen: posts have names, so that new ones above push nothing away. */
function findAnchor(root: Element): Anchor | undefined {
  if (window.scrollY === 0) return undefined;
  let anchor: Anchor | undefined;
  for (const { id, top } of [...root.querySelectorAll('[id]')].map(measure)) {
    if (top < innerHeight && (!anchor || Math.abs(top) < Math.abs(anchor.top))) anchor = { id, top };
  }
  return anchor;
}

function measure(element: Element): Anchor {
  return { id: element.id, top: element.getBoundingClientRect().top };
}

function holdPlace({ id, top }: Anchor): void {
  const element = document.getElementById(id);
  if (element) window.scrollBy({ top: element.getBoundingClientRect().top - top, behavior: 'instant' });
}
