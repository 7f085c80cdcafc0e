/**
 * Who claims what: for each kind and claimant a tree of the entries that count, and one of the confirmed entries alone.
 * Updates are nobody's number: all of them are one claim, in which each counts one, with a tree of the corrected ones.
 */
import type { CountKind, Kind } from '../kinds.ts';
import type { ClaimTree } from './claim-tree.ts';
import { createClaimTree, enterTree, leaveTree, relinkTree } from './claim-tree.ts';
import type { Columns } from './columns.ts';
import { claimKindOf, holds, statusOf } from './columns.ts';
import type { Candidate } from './headline.ts';
import { chooseHeadline } from './headline.ts';
import type { PlaceTree, TreeChange } from './place-tree.ts';
import type { Value } from './value.ts';
import { valueAt } from './value.ts';

export interface Claim {
  claimant: string;
  all: ClaimTree;
  confirmed: ClaimTree;
  corrected: ClaimTree;
}

export interface Claims {
  readonly columns: Columns;
  readonly places: PlaceTree;
  /** By the claimant's number. */
  readonly byKind: Map<Kind, Map<number, Claim>>;
}

/** One claimant's number at one place. */
export interface ClaimValue extends Candidate {
  claim: Claim;
  value: Value;
}

/** The claimant number of the one claim of updates; claimants are numbered from 1. */
const NOBODY = 0;

export function createClaims(columns: Columns, places: PlaceTree): Claims {
  return { columns, places, byKind: new Map() };
}

/** Adds an entry, as the columns have it now, to the trees in which it counts: none if it is retracted or disputed. */
export function enterClaims(claims: Claims, seq: number): void {
  for (const tree of treesOf(claims, seq)) enterTree(tree, seq);
}

/** Removes an entry. The columns must still have it as it was when it was added. */
export function leaveClaims(claims: Claims, seq: number): void {
  for (const tree of treesOf(claims, seq)) leaveTree(tree, seq);
}

/** Follows a change of the place tree: values are worked out again, and entries move if their place came or went. */
export function replant(claims: Claims, { cameOrWent }: TreeChange): void {
  if (hasEntryAtAny(claims.columns, cameOrWent)) {
    recount(claims);
    return;
  }
  for (const claim of [...claims.byKind.values()].flatMap((byClaimant) => [...byClaimant.values()])) {
    for (const tree of [claim.all, claim.confirmed, claim.corrected]) relinkTree(tree);
  }
}

/** Adds every entry anew: those of the columns, as they are; an entry whose place the board does not list counts at the board itself. */
export function recount(claims: Claims): void {
  for (const byClaimant of claims.byKind.values()) byClaimant.clear();
  for (let seq = 1; seq < claims.columns.kind.length; seq++) enterClaims(claims, seq);
}

function hasEntryAtAny(columns: Columns, places: ReadonlySet<number>): boolean {
  if (places.size === 0) return false;
  return columns.place.some((place, seq) => places.has(place) && claimKindOf(columns, seq) !== undefined);
}

/** The claim of a claimant; for updates the one that there is. */
export function claimOf(claims: Claims, kind: Kind, claimant?: string): Claim | undefined {
  const number = kind === 'update' ? NOBODY : claims.columns.claimantNames.find(claimant ?? '');
  return number === undefined ? undefined : claims.byKind.get(kind)?.get(number);
}

/** The claims that have a value at a place. */
export function claimValuesAt(claims: Claims, kind: CountKind, place: number): ClaimValue[] {
  const values: ClaimValue[] = [];
  for (const claim of claims.byKind.get(kind)?.values() ?? []) {
    const node = claim.all.nodes.get(place);
    const value = node && valueAt(claims.columns, node);
    if (node === undefined || value === undefined) continue;
    const speaks = value.total !== 0 || (!claims.places.hasChildren(place) && node.additions.sum.entries > 0);
    values.push({ claim, value, claimant: claim.claimant, best: value.best, speaks });
  }
  return values;
}

/** The claim that the headline follows at a place. */
export function headlineAt(
  claims: Claims,
  kind: CountKind,
  place: number,
  policy: readonly string[],
): ClaimValue | undefined {
  return chooseHeadline(claimValuesAt(claims, kind, place), policy);
}

function treesOf({ columns, places, byKind }: Claims, seq: number): ClaimTree[] {
  const kind = claimKindOf(columns, seq);
  if (kind === undefined || !holds(columns, seq)) return [];
  let byClaimant = byKind.get(kind);
  if (byClaimant === undefined) {
    byClaimant = new Map();
    byKind.set(kind, byClaimant);
  }
  const number = kind === 'update' ? NOBODY : (columns.claimant[seq] ?? NOBODY);
  let claim = byClaimant.get(number);
  if (claim === undefined) {
    const claimant = columns.claimantNames.nameOf(number) ?? '';
    const tree = () => createClaimTree(columns, places);
    claim = { claimant, all: tree(), confirmed: tree(), corrected: tree() };
    byClaimant.set(number, claim);
  }
  const trees = [claim.all];
  if (statusOf(columns, seq) === 'confirmed') trees.push(claim.confirmed);
  if (columns.isCorrected[seq] === 1) trees.push(claim.corrected);
  return trees;
}
