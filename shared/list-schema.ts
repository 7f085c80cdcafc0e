/** Lists whose length is looked at before their items: 5 MB have room for a million of them. */
import { z } from 'zod';

/** A list of at most so many. `of` names the items, e.g. "places". */
export function listSchema<Item extends z.ZodType>(item: Item, most: number, of: string) {
  const error = `takes at most ${most.toLocaleString('en')} ${of}`;
  return z
    .custom<z.input<Item>[]>((input) => !Array.isArray(input) || input.length <= most, { error })
    .pipe(z.array(item, { error: `takes a list of ${of}` }));
}

/** The same with at least one. */
export function fullListSchema<Item extends z.ZodType>(item: Item, most: number, of: string) {
  return listSchema(item, most, of).refine((list) => list.length > 0, {
    error: 'takes at least one',
  });
}
