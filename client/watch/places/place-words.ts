/** What the table of places says of its columns: which kind each holds, and why one does not add up. */
import type { Board } from '#shared/board.ts';
import type { Snapshot } from '#shared/snapshot.ts';
import { nameClaimant } from '../../board/figure-words.ts';
import { nameKind } from '../../words/kind-name.ts';
import type { Locale } from '../../words/locale.ts';
import { placesWords } from '../../words/places-words.ts';
import type { Column, PlaceGroup, Sum } from './place-rows.ts';
import { isNumber, numberIn, sumUp } from './place-rows.ts';

/** "Arrests, confirmed"; "Arrests" alone where no column has the confirmed ones beside it. */
export function nameColumn(
  { is, kind }: Column,
  columns: readonly Column[],
  board: Pick<Board, 'kinds'>,
  locale: Locale,
): string {
  const { lang, say } = locale;
  const places = placesWords.of(lang);
  if (is === 'sources') return places.sources;
  if (kind === undefined) return is === 'place' ? places.place : places.localTime;
  const name = nameKind(kind, board, locale);
  if (is === 'asOf') return say(places.asOf, { kind: name });
  if (is === 'hour') return say(places.lastHour, { kind: name });
  if (is === 'confirmed') return say(places.confirmed, { kind: name });
  const hasConfirmed = columns.some((other) => other.is === 'confirmed' && other.kind === kind);
  return hasConfirmed ? say(places.reported, { kind: name }) : name;
}

/** A column with what its rows come to. */
export interface SummedColumn {
  column: Column;
  sum: Sum | undefined;
}

export function sumColumns(
  snapshot: Snapshot,
  groups: readonly PlaceGroup[],
  columns: readonly Column[],
): SummedColumn[] {
  const [topmost] = groups;
  return columns.map((column) => ({ column, sum: sumUp(snapshot, topmost?.rows ?? [], column) }));
}

/** One sentence for each column whose rows are more than the total: by how much, and whose that is. */
export function sayDifferences(
  summed: readonly SummedColumn[],
  { board }: Pick<Snapshot, 'board'>,
  locale: Locale,
): string[] {
  const { lang, format, say } = locale;
  const words = placesWords.of(lang);
  const columns = summed.map(({ column }) => column);
  return summed.flatMap(({ column, sum }) => {
    if (!sum || sum.others.length === 0) return [];
    const name = (claimant: string) => nameClaimant(board, claimant, locale);
    // Of a number that nobody confirmed there is no total.
    const sentence = sum.total === undefined ? words.noTotal : words.doesNotAdd;
    return say(sentence, {
      column: nameColumn(column, columns, board, locale),
      more: format.count(sum.others.reduce((more, { count }) => more + count, 0)),
      others: sum.others.map(({ claimant, count }) => `${name(claimant)} ${format.count(count)}`).join(', '),
      total: format.count(sum.total ?? 0),
      claimant: name(sum.claimant ?? ''),
    });
  });
}

/** Whether some place holds more, or by another claimant, than the places listed in it. */
export function hasMoreInside(groups: readonly PlaceGroup[], columns: readonly Column[]): boolean {
  return groups.some(({ parent, rows }) =>
    columns.some((column) => {
      const own = parent && numberIn(parent.figures, column);
      if (own === undefined || !isNumber(column)) return false;
      return rows.reduce((sum, { figures }) => sum + (numberIn(figures, column) ?? 0), 0) !== own;
    }),
  );
}
