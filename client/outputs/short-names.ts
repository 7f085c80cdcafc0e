/** A board whose names are no longer than an output has room for: what is said of it then fits as well. */
import type { Board } from '#shared/board.ts';
import type { Lang, Localized } from '#shared/text.ts';
import { inLanguage } from '#shared/text.ts';

export type Shorten = (name: string) => string;

/** Its places keep their names: an output names ten of thousands. */
export function shortenNames(board: Board, lang: Lang, shorten: Shorten): Board {
  const short = (name: Localized) => shorten(inLanguage(name, lang));
  const named = <Row extends { name: Localized }>(row: Row): Row => ({ ...row, name: short(row.name) });
  return {
    ...board,
    title: short(board.title),
    ...(board.kinds && { kinds: board.kinds.map(named) }),
    claimants: board.claimants.map(named),
    zones: board.zones.map(named),
  };
}
