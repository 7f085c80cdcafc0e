/** A stated number: its form, its range, and the one canonical way to write it. */
import { z } from 'zod';
import { chosenSchema, isObject } from './chosen.ts';
import { LIMITS } from './limits.ts';
import { textSchema } from './text-schema.ts';

/** A number as somebody states it. `low` and `high` are left out where they equal `best`. */
export interface Count {
  best: number;
  low?: number;
  high?: number;
  /** The claimant's own words for it, such as "dozens". */
  words?: string;
  /** There is no upper bound: "8 or more". */
  atLeast?: true;
}

const takesCount = `takes a whole number from 0 to ${LIMITS.count.toLocaleString('en')}`;
const takesMore = `${takesCount}: where there are fewer than was said, post a correction of the earlier entry, or a total`;
const takesBest = `${takesCount}, the best guess: "at most 12" is a best guess with its bounds, e.g. {"low": 0, "best": 10, "high": 12}`;
/** @param missing what is said where there is no number at all */
const wholeNumber = (missing = takesCount) =>
  z
    .int({ error: ({ input }) => (input === undefined ? missing : sayWhole(input)) })
    .min(0, { error: takesMore })
    .max(LIMITS.count, { error: takesCount });

function sayWhole(input: unknown): string {
  return typeof input === 'number' && input < 0 ? takesMore : takesCount;
}

const rangeSchema = z
  .strictObject({
    best: wholeNumber(takesBest),
    low: wholeNumber().exactOptional(),
    high: wholeNumber().exactOptional(),
    words: textSchema(200).exactOptional(),
    atLeast: z.literal(true, { error: 'takes true, or is left out' }).exactOptional(),
  })
  .check(({ value, issues }) => {
    const refuse = (field: 'low' | 'high', message: string) =>
      issues.push({ code: 'custom', input: value[field], path: [field], message });
    if (value.low !== undefined && value.low > value.best)
      refuse('low', 'takes a number that is not above best');
    if (value.high !== undefined && value.high < value.best)
      refuse('high', 'takes a number that is not below best');
    if (value.atLeast && value.high !== undefined)
      refuse('high', 'is left out where atLeast is true: there is no upper bound');
  });

const plainSchema = wholeNumber().transform((best): Count => ({ best }));
const canonicalRangeSchema = rangeSchema.transform(
  ({ low, high, ...count }): Count => ({
    ...count,
    ...(low !== undefined && low !== count.best && { low }),
    ...(high !== undefined && high !== count.best && { high }),
  }),
);

/** A count in its one canonical form: a plain number is its `best`, and bounds that equal `best` are left out. */
export const countSchema = chosenSchema<Count>((input) =>
  isObject(input) ? canonicalRangeSchema : plainSchema,
);
