/** Lists whose length is looked at before their items: 5 MB have room for a million of them. */
import { z } from 'zod';
import { ofSoundForm } from './whole-form.ts';

/** A list of at most so many. `of` names the items, e.g. "places". */
export function listSchema<Item extends z.ZodType>(item: Item, most: number, of: string) {
  const error = `takes at most ${most.toLocaleString('en')} ${of}`;
  return z
    .custom<z.input<Item>[]>((input) => !Array.isArray(input) || input.length <= most, { error })
    .pipe(z.array(item, { error: `takes a list of ${of}` }));
}

/** The same with at least one. */
export function fullListSchema<Item extends z.ZodType>(item: Item, most: number, of: string) {
  return listSchema(item, most, of).refine(
    (list) => list.length > 0,
    ofSoundForm({ error: 'takes at least one' }),
  );
}

/** Where a list says something for a second time. */
export function findRepeats<Row>(
  rows: readonly Row[],
  keyOf: (row: Row) => string,
): [index: number, key: string][] {
  const seen = new Set<string>();
  return rows.flatMap((row, index): [number, string][] => {
    const key = keyOf(row);
    if (seen.has(key)) return [[index, key]];
    seen.add(key);
    return [];
  });
}
