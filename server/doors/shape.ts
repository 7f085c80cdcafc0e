/** What is refused in any JSON, before a schema looks at it. */
import { LIMITS } from '#shared/limits.ts';
import { pointTo, refuseFields } from './problem.ts';

/**
 * @throws Refusal `invalid` where arrays and objects are nested deeper than `LIMITS.depth` or have too many fields, and for a key `__proto__`,
 * which in a less careful reader would change what objects are.
 */
export function checkShape(input: unknown): void {
  check(input, []);
}

/** Goes no deeper than the limit, so that its own stack is bounded too. */
function check(value: unknown, path: (string | number)[]): void {
  if (typeof value !== 'object' || value === null) return;
  if (path.length >= LIMITS.depth)
    throw refuseFields([
      {
        pointer: pointTo(path),
        detail: `lies too deep: takes at most ${LIMITS.depth} levels of lists and objects`,
      },
    ]);
  const members = Object.entries(value);
  if (!Array.isArray(value) && members.length > LIMITS.fields)
    throw refuseFields([{ pointer: pointTo(path), detail: `takes at most ${LIMITS.fields} fields` }]);
  for (const [key, inner] of members) {
    path.push(key);
    if (key === '__proto__') throw refuseFields([{ pointer: pointTo(path), detail: 'is not a field here' }]);
    check(inner, path);
    path.pop();
  }
}
