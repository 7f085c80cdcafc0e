/**
 * What a board counts. One table, so that a kind is added in one place and a board can later bring its own.
 *
 * `count` kinds carry a number that claimants state; `text` kinds count one for each entry.
 */
export const KINDS = {
  registration: { measure: 'count', shape: 'square' },
  arrest: { measure: 'count', shape: 'circle' },
  update: { measure: 'text', shape: 'diamond' },
} as const;

export type Kind = keyof typeof KINDS;
export type CountKind = { [K in Kind]: (typeof KINDS)[K]['measure'] extends 'count' ? K : never }[Kind];

export const kinds = Object.keys(KINDS) as readonly Kind[];
export const countKinds = kinds.filter((kind): kind is CountKind => KINDS[kind].measure === 'count');

/** Whether entries of this kind carry a number that somebody states. */
export function isCountKind(kind: string): kind is CountKind {
  return Object.hasOwn(KINDS, kind) && KINDS[kind as Kind].measure === 'count';
}
