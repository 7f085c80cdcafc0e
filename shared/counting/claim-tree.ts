/**
 * One claimant's entries of one kind, as a tree of places. Entries are added and removed at any time and in any order. A
 * place's value is cached, and worked out again on demand along the branches that changed.
 */
import type { Columns } from './columns.ts';
import type { Drawn } from './draw-curves.ts';
import type { PlaceTree } from './place-tree.ts';
import { BOARD } from './place-tree.ts';
import type { Timeline } from './timeline.ts';
import { createTimeline, firstEntry, insertEntry, lastEntry, removeEntry } from './timeline.ts';
import type { Value } from './value.ts';

/** A place that has or had an entry, there or below it. */
export interface PlaceNode {
  readonly place: number;
  parent: PlaceNode | undefined;
  children: PlaceNode[];
  readonly additions: Timeline;
  readonly totals: Timeline;
  /** `seq` of the totals at which the number fell, in order of `asOf`; out of date from the instant `fallsFrom` on. */
  falls: number[];
  fallsFrom: number;
  /** The cached value: `null` if nothing counts here, undefined if it must be worked out again. */
  value: Value | null | undefined;
  /** The cached curves; undefined until they are first drawn, out of date from the instant `changedFrom` on. */
  drawn: Drawn | undefined;
  changedFrom: number;
}

export interface ClaimTree {
  readonly columns: Columns;
  readonly places: PlaceTree;
  readonly nodes: Map<number, PlaceNode>;
  /**
   * The grid of the nodes' cached curves: the milliseconds between two cells (0 if there are none), the first cell of the
   * grid when they were begun, and the last cell into which one of them folded the entries before it.
   */
  drawn: { pitch: number; since: number; folded: number };
}

export function createClaimTree(columns: Columns, places: PlaceTree): ClaimTree {
  return { columns, places, nodes: new Map(), drawn: { pitch: 0, since: 0, folded: 0 } };
}

/** Adds an entry, as the columns have it now. */
export function enterTree(tree: ClaimTree, seq: number): void {
  const { columns } = tree;
  const node = nodeAt(tree, tree.places.locate(columns.place[seq] ?? BOARD));
  insertEntry(timelineOf(columns, node, seq), columns, seq);
  invalidate(node, columns.asOf[seq] ?? 0);
}

/** Removes an entry. The columns must still have it as it was when it was added. */
export function leaveTree(tree: ClaimTree, seq: number): void {
  const { columns } = tree;
  const node = nodeAt(tree, tree.places.locate(columns.place[seq] ?? BOARD));
  removeEntry(timelineOf(columns, node, seq), columns, seq);
  invalidate(node, columns.asOf[seq] ?? 0);
}

/** Links the nodes to the parents that their places have now; entries stay at their places. */
export function relinkTree(tree: ClaimTree): void {
  const nodes = [...tree.nodes.values()];
  for (const node of nodes) {
    node.children = [];
    node.value = undefined;
    node.drawn = undefined;
    node.changedFrom = Number.NEGATIVE_INFINITY;
    node.fallsFrom = Number.NEGATIVE_INFINITY;
  }
  for (const node of nodes) link(tree, node);
}

/** Calls `visit` with a place and all below it. */
function visitBelow(node: PlaceNode, visit: (node: PlaceNode) => void): void {
  visit(node);
  for (const child of node.children) visitBelow(child, visit);
}

/** The earliest and the latest `asOf` of the entries at a place or below it; undefined if there are none. */
export function spanOf(columns: Columns, node: PlaceNode): { first: number; last: number } | undefined {
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  visitBelow(node, ({ additions, totals }) => {
    for (const timeline of [additions, totals]) {
      if (timeline.sum.entries === 0) continue;
      first = Math.min(first, columns.asOf[firstEntry(timeline)] ?? first);
      last = Math.max(last, columns.asOf[lastEntry(timeline)] ?? last);
    }
  });
  return first > last ? undefined : { first, last };
}

function nodeAt(tree: ClaimTree, place: number): PlaceNode {
  const known = tree.nodes.get(place);
  if (known !== undefined) return known;
  const node: PlaceNode = {
    place,
    parent: undefined,
    children: [],
    additions: createTimeline(),
    totals: createTimeline(),
    falls: [],
    fallsFrom: Number.NEGATIVE_INFINITY,
    value: undefined,
    drawn: undefined,
    changedFrom: Number.NEGATIVE_INFINITY,
  };
  tree.nodes.set(place, node);
  link(tree, node);
  return node;
}

function link(tree: ClaimTree, node: PlaceNode): void {
  const parent = tree.places.parentOf(node.place);
  node.parent = parent === undefined ? undefined : nodeAt(tree, parent);
  node.parent?.children.push(node);
}

function timelineOf(columns: Columns, node: PlaceNode, seq: number): Timeline {
  return columns.isTotal[seq] === 1 ? node.totals : node.additions;
}

/** Marks caches up the tree as out of date. What they say of the time before `asOf` still holds. */
function invalidate(node: PlaceNode, asOf: number): void {
  for (let at: PlaceNode | undefined = node; at !== undefined; at = at.parent) {
    at.value = undefined;
    at.changedFrom = Math.min(at.changedFrom, asOf);
    at.fallsFrom = Math.min(at.fallsFrom, asOf);
  }
}
