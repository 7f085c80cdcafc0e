/** A kind's colour and shape: by its place in the board's list, so that whatever a board counts has them. */
import type { Kind, WithKinds } from '#shared/kinds.ts';
import { countKindsOf } from '#shared/kinds.ts';

/** 1 to 4 for the kinds that a board counts, in its order; 0 for updates, which every board has. The sheets' `kind-…` too. */
export function lookOf(kind: Kind, board: WithKinds): number {
  const counted: readonly Kind[] = countKindsOf(board);
  return counted.indexOf(kind) + 1;
}

/** By look, from the middle of a box of 10 × 10, all of about one weight: diamond, square, circle, triangle, hexagon. */
export const SHAPES = [
  'm0-5l5 5-5 5-5-5z',
  'm-4.2-4.2h8.4v8.4h-8.4z',
  'm-4.6 0a4.6 4.6 0 0 1 9.2 0a4.6 4.6 0 0 1-9.2 0z',
  'm0-4.6l5 8.8h-10z',
  'm-2.5-4.3h5l2.5 4.3-2.5 4.3h-5l-2.5-4.3z',
];
