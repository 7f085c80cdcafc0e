/** How many rows a wall has room for, and how they are then set. */

const MOST_ROWS = 12;

/** Those around the next one: all that has just begun, and what is to come. */
export function cutRows<Row extends { at: number }>(rows: readonly Row[], now: number): Row[] {
  if (rows.length <= MOST_ROWS) return [...rows];
  const next = rows.filter(({ at }) => at <= now).length;
  const end = Math.min(rows.length, Math.max(MOST_ROWS, next + 3));
  return rows.slice(end - MOST_ROWS, end);
}

export function sizeRows(count: number): 'few' | 'some' | 'full' {
  if (count <= 5) return 'few';
  return count <= 8 ? 'some' : 'full';
}
