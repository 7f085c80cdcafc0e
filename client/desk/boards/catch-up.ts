/**
 * A form stays open for minutes and sends lists whole. Brought up to the board as it is, it takes nothing back that
 * somebody else changed meanwhile: each field that nobody typed in here is as the board has it now.
 */
import type { Board } from '#shared/board.ts';
import { isSameValue } from '#shared/same-value.ts';
import type { BoardTyped } from './board-form.ts';
import { listsOf, typedOf } from './board-form.ts';
import type { Lists, Row, RowList } from './form-rows.ts';
import { isUntouched, ROW_LISTS } from './form-rows.ts';

export interface BoardTypedIn {
  typed: BoardTyped;
  lists: Lists;
}

/**
 * @param form as it is typed in; nothing in it is changed
 * @param opened the board that the form was made of
 * @param current the board that it is to be sent to
 */
export function catchUp({ typed, lists }: BoardTypedIn, opened: Board, current: Board): BoardTypedIn {
  const [was, is] = [listsOf(opened), listsOf(current)];
  const caught = ROW_LISTS.map((list): [RowList, Row[]] => [
    list,
    catchUpRows(lists[list], was[list], is[list]),
  ]);
  return {
    typed: mergeFields(typed, typedOf(opened, opened.zone), typedOf(current, current.zone)),
    // Every list is there.
    lists: Object.fromEntries(caught) as Record<RowList, Row[]>,
  };
}

function catchUpRows(mine: readonly Row[], opened: readonly Row[], current: readonly Row[]): Row[] {
  const [before, now] = [opened, current].map((rows) => new Map(rows.map((row) => [row.key, row])));
  const caught = mine.flatMap((row) => {
    const other = now?.get(row.key);
    if (other) return catchUpRow(row, other);
    // Taken out by somebody else: it stays only for who typed in it.
    return before?.has(row.key) && isUntouched(row) ? [] : row;
  });
  const shown = new Set(mine.map(({ key }) => key));
  const added = current.filter(({ key }) => !(before?.has(key) || shown.has(key)));
  const isMoved = !isSameValue(keysOf(mine.filter(({ key }) => before?.has(key))), keysOf(opened));
  return isMoved ? [...caught, ...added] : inOrderOf(current, [...caught, ...added]);
}

/** What is not in the board yet comes at the end. */
function inOrderOf(current: readonly Row[], rows: readonly Row[]): Row[] {
  const ranks = new Map(current.map(({ key }, rank) => [key, rank]));
  const rankOf = ({ key }: Row) => ranks.get(key) ?? ranks.size;
  return [...rows].sort((a, b) => rankOf(a) - rankOf(b));
}

function keysOf(rows: readonly Row[]): string[] {
  return rows.map(({ key }) => key);
}

function catchUpRow(row: Row, current: Row): Row {
  if (!(row.source && current.source) || isSameValue(row.source, current.source)) return row;
  return {
    ...row,
    typed: mergeFields(row.typed, row.source.typed, current.source.typed),
    source: current.source,
  };
}

function mergeFields<Fields extends object>(mine: Fields, opened: Readonly<Fields>, current: Fields): Fields {
  const merged = { ...mine };
  for (const field of Object.keys(current) as (keyof Fields)[]) {
    if (mine[field] === opened[field]) merged[field] = current[field];
  }
  return merged;
}
