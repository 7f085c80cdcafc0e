/** What is refused in any JSON, before a schema looks at it. */
import { LIMITS } from '#shared/limits.ts';
import { pointTo } from '../json-pointer.ts';
import { refuseFields } from './problem.ts';

/**
 * @throws Refusal `invalid` where arrays and objects are nested deeper than `LIMITS.depth` or have too many fields, and for
 * a key `__proto__`, which in a less careful reader would change what objects are.
 */
export function checkShape(input: unknown): void {
  if (typeof input === 'object' && input !== null) check(input, []);
}

/**
 * Goes no deeper than the limit, so that its own stack is bounded too. A body has room for millions of numbers: each is
 * passed over at the price of a look, without a list of all that there are.
 */
function check(value: object, path: (string | number)[]): void {
  if (path.length >= LIMITS.depth)
    throw refuseFields([
      {
        pointer: pointTo(path),
        detail: `lies too deep: takes at most ${LIMITS.depth} levels of lists and objects`,
      },
    ]);
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index++) checkInner(value[index], index, path);
    return;
  }
  let fields = 0;
  // What JSON makes has no keys but its own.
  for (const key in value) {
    if (++fields > LIMITS.fields)
      throw refuseFields([{ pointer: pointTo(path), detail: `takes at most ${LIMITS.fields} fields` }]);
    if (key === '__proto__')
      throw refuseFields([{ pointer: pointTo([...path, key]), detail: 'is not a field here' }]);
    checkInner(value[key as keyof typeof value], key, path);
  }
}

function checkInner(inner: unknown, key: string | number, path: (string | number)[]): void {
  if (typeof inner !== 'object' || inner === null) return;
  path.push(key);
  check(inner, path);
  path.pop();
}
