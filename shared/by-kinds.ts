/** Schemas that ask which kinds a board has: an entry's kind is one of them, and so is that of a question. */
import { z } from 'zod';
import { kindsOf } from './kind-words.ts';
import type { WithKinds } from './kinds.ts';

/** The schema for a board; without one, for a board that brings no kinds. */
export type SchemaByKinds<Schema extends z.ZodType = z.ZodType> = (board?: WithKinds) => Schema;

/** Makes a schema once for each list of kinds: a board's list is another object after each change of it. */
export function schemaByKinds<Schema extends z.ZodType>(
  make: (board: WithKinds) => Schema,
): SchemaByKinds<Schema> {
  const made = new WeakMap<object, Schema>();
  return (board = {}) => {
    const list = board.kinds ?? NO_KINDS;
    const schema = made.get(list) ?? make(board);
    made.set(list, schema);
    return schema;
  };
}

const NO_KINDS = {};

/** One of the board's kinds, or of these other words. */
export function kindSchema<Other extends string = never>(board: WithKinds, others: readonly Other[] = []) {
  const taken = [...kindsOf(board), ...others];
  return z.literal(taken, { error: `takes one of ${taken.join(', ')}` });
}
