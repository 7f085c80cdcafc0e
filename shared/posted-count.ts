/** The public form of a count, the one in which it is posted: a plain number where there is nothing but a best one. */
import type { Count } from './count.ts';

export type PostedCount = number | Count;

export function shortenCount(count: Count): PostedCount {
  return Object.keys(count).length === 1 ? count.best : count;
}

export function expandCount(count: PostedCount): Count {
  return typeof count === 'number' ? { best: count } : count;
}
