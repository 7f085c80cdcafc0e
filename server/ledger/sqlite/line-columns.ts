/**
 * Lines as columns, each joined into one string. Reading each field of each line as a value takes half as long again, and
 * seven strings go from a worker to the server's thread for the price of copying them.
 */
import type { DatabaseSync } from 'node:sqlite';
import { rowsOf } from './rows.ts';

/** The values are separated by commas, the digits of ids by nothing; null if there is no line. */
export type LineColumns = [
  keys: string | null,
  ats: string,
  kinds: string,
  asOfs: string,
  targets: string,
  ids: string,
  facts: string,
];

/** A range of keys, both ends included. */
export interface KeyRange {
  first: number;
  last: number;
}

export function prepareColumns(db: DatabaseSync): (range: KeyRange) => LineColumns | undefined {
  const columns = rowsOf<LineColumns>(
    db,
    `SELECT group_concat(key), group_concat(at), group_concat(kind), group_concat(ifnull(as_of, 'null')),
       group_concat(ifnull(target, 'null')), group_concat(hex(id), ''), group_concat(facts)
     FROM (SELECT key, at, kind, as_of, target, id, facts FROM entries WHERE key BETWEEN ? AND ? ORDER BY key)`,
  );
  return ({ first, last }) => columns(first, last)[0];
}
