/** Which figures a wall has room for, and how large they can be. */
import { bigOf } from '#shared/board.ts';
import type { CountKind } from '#shared/kinds.ts';
import { countKindsOf } from '#shared/kinds.ts';
import type { Snapshot } from '#shared/snapshot.ts';
import { NOTHING } from '../../words/format.ts';
import type { Locale } from '../../words/locale.ts';

type Counted = Pick<Snapshot, 'board' | 'headline'>;

const MOST = 3;

/** Of a board with more of them those that have a number, in the board's order. */
export function chooseKinds({ board, headline }: Counted): CountKind[] {
  const kinds = countKindsOf(board);
  if (kinds.length <= MOST) return [...kinds];
  const first = [...kinds].sort((one, other) => Number(!headline[one]) - Number(!headline[other]));
  const chosen = first.slice(0, MOST);
  return kinds.filter((kind) => chosen.includes(kind));
}

/** The figure that the board shows big. */
export function writeBigFigure({ board, headline }: Counted, kind: CountKind, { format }: Locale): string {
  const number = headline[kind]?.[bigOf(board, kind)];
  return number === undefined ? NOTHING : format.count(number);
}

/** Letters of the longest figure that is as large as these can be: all of a wall are of one size. */
const SIZES = [3, 5, 7, 9, 11, 14] as const;

export function fitFigures(counted: Counted, kinds: readonly CountKind[], locale: Locale): string {
  const longest = Math.max(...kinds.map((kind) => writeBigFigure(counted, kind, locale).length));
  return `fit-${SIZES.find((size) => longest <= size) ?? 14}`;
}
