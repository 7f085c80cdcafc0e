/** Of one mistake one fault is told: rules about a whole form wait until its fields are sound. */
import { expect, test } from 'vitest';
import { entrySchemaOf } from '#shared/entry.ts';
import { readText } from '../support/repository.ts';

const target = '3f1f7a52-7c1b-4b0e-9d5a-0c9f6f2f7b11';
const update = { kind: 'update', text: 'The square is closed.' };
const set = (fields: object) => ({ kind: 'correction', target, reason: 'A slip.', set: fields });

test.each([
  ['a correction', set({ kind: 'arrest' }), 'set'],
  ['a mark', { kind: 'mark', target, pin: true }, ''],
  ['a source', { ...update, sources: [{ href: 'https://example.org/' }] }, 'sources/0'],
])('E90: an unknown field of %s is its one fault', (_, entry, path) => {
  const { error } = entrySchemaOf().safeParse(entry);
  expect(error?.issues.map((issue) => [issue.code, issue.path.join('/')])).toEqual([
    ['unrecognized_keys', path],
  ]);
});

test.each([
  [set({}), 'set: takes at least one of place, op, count, asOf, claimant, text, sources'],
  [{ kind: 'mark', target }, ': takes key, pinned, or both'],
  [{ ...update, sources: [{}] }, 'sources/0: takes a url, a title, or both'],
])('E90: where nothing is said at all, %j is refused by its rule', (entry, said) => {
  const { error } = entrySchemaOf().safeParse(entry);
  expect(error?.issues.map((issue) => `${issue.path.join('/')}: ${issue.message}`)).toEqual([said]);
});

test('E90: every rule about a form of several fields waits for these', () => {
  for (const file of ['shared/entry.ts', 'shared/board-schema.ts', 'shared/list-schema.ts']) {
    const text = readText(file);
    expect([file, text.match(/\.refine\(/g)?.length]).toEqual([file, text.match(/ofSoundForm\(/g)?.length]);
  }
});
