/** Kinds that a board brings, as the schemas make them of what is posted. */
import type { Board } from '../../shared/board.ts';
import { isKindId } from '../../shared/kind-words.ts';
import type { CountKind } from '../../shared/kinds.ts';

export function ownKind(id: string): CountKind {
  if (isKindId(id)) return id;
  throw new Error(`No kind has the id ${id}.`);
}

/** In this order, each named by its id. */
export function kindsNamed(...ids: string[]): NonNullable<Board['kinds']> {
  return ids.map((id) => ({ id: ownKind(id), name: id }));
}
