import { expect, test } from 'vitest';
import { createReadyStore } from '../../../server/doors/ready-store.ts';

function openStore(most = 3, mostBytes = 100) {
  const made: string[] = [];
  const store = createReadyStore<string>({ most, mostBytes, weigh: (text) => text.length });
  const find = (key: string, version = '1', text = key) =>
    store.find(key, version, async () => {
      made.push(`${key} ${version}`);
      return text;
    });
  return { made, find, store };
}

test('O73: what is asked for is made once for its version, however many ask at the same time', async () => {
  const { made, find } = openStore();
  await Promise.all([find('a'), find('a'), find('a')]);
  await find('a');
  await find('a', '2');
  expect(made).toEqual(['a 1', 'a 2']);
});

test('O73: what was made longest ago goes where there are too many, or they are too heavy', async () => {
  const many = openStore();
  for (const key of ['a', 'b', 'c', 'd', 'd', 'b']) await many.find(key);
  expect(many.made).toEqual(['a 1', 'b 1', 'c 1', 'd 1']);
  await many.find('a');
  expect(many.made.at(-1)).toBe('a 1');
  const heavy = openStore(10, 100);
  for (const key of ['a', 'b', 'c']) await heavy.find(key, '1', 'x'.repeat(40));
  await heavy.find('b');
  expect(heavy.made).toHaveLength(3);
  await heavy.find('a', '1', 'x'.repeat(200));
  expect(heavy.made).toHaveLength(4);
  // The heaviest is alone, and is there as long as nothing else is asked for.
  await heavy.find('a');
  expect(heavy.made).toHaveLength(4);
});

test('O73: what could not be made is made again for the next who asks', async () => {
  const { store } = openStore();
  await expect(store.find('a', '1', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await store.find('a', '1', async () => 'made')).toBe('made');
});
