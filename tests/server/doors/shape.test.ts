/** What is looked at in any JSON before a schema is: at a price that nobody notices. */
import { expect, test } from 'vitest';
import { checkShape } from '../../../server/doors/shape.ts';
import { LIMITS } from '../../../shared/limits.ts';

const listOf = (item: string) => {
  const bytes = LIMITS.bulkBytes - 50;
  return `[${`${item},`.repeat(Math.floor(bytes / (item.length + 1)) - 1)}${item}]`;
};
function timeOf<Result>(work: () => Result): { result: Result; ms: number } {
  const { user, system } = process.cpuUsage();
  const result = work();
  const spent = process.cpuUsage({ user, system });
  return { result, ms: (spent.user + spent.system) / 1_000 };
}

// Mutant: the entries of each list and object made into lists of their own, which took 17 times as long as to read it.
test.each([
  ['numbers', listOf('0')],
  ['texts', listOf('""')],
  ['nulls', listOf('null')],
  ['empty lists', listOf('[]')],
  ['empty objects', listOf('{}')],
])('S120: 5 MB of %s cost less to look at than twice to read', (_, text) => {
  const best = { read: Number.POSITIVE_INFINITY, look: Number.POSITIVE_INFINITY };
  for (let round = 0; round < 3; round++) {
    const { result, ms } = timeOf((): unknown => JSON.parse(text));
    best.read = Math.min(best.read, ms);
    best.look = Math.min(best.look, timeOf(() => checkShape(result)).ms);
  }
  expect(best.look).toBeLessThan(2 * best.read);
});

test('S120: what lies too deep or is named __proto__ is found wherever it stands', () => {
  const refused = (text: string, pointer: string) =>
    expect(() => checkShape(JSON.parse(text))).toThrow(
      expect.objectContaining({ extras: { errors: [expect.objectContaining({ pointer })] } }),
    );
  refused('{"__proto__":1}', '#/__proto__');
  refused('[0,{"a":[{"b":0,"__proto__":{}}]}]', '#/1/a/0/__proto__');
  const deep = (levels: number) => `[0,${'['.repeat(levels - 1)}${']'.repeat(levels - 1)}]`;
  expect(() => checkShape(JSON.parse(deep(LIMITS.depth)))).not.toThrow();
  refused(deep(LIMITS.depth + 1), `#/1${'/0'.repeat(LIMITS.depth - 1)}`);
});
