/** Kinds are data: a board brings its own, so the default's ids stand where they are defined, and nowhere else. */
import { expect, test } from 'vitest';
import { listFiles, readText } from '../support/repository.ts';

/** Why each file may say them. */
const MAY_SAY: Readonly<Record<string, string>> = {
  'shared/kinds.ts': 'the default is defined there',
  'server/ledger/leaf.ts': 'the numbers that they have in every leaf, for good',
};

test('E74: no file but the default’s names its kinds, nor does any of the desk', () => {
  const files = listFiles(/^(shared|server|client\/desk)\/.*\.(ts|vue)$/);
  const named = files.filter((file) => /['"`.\s]\b(arrest|registration)\b/.test(readText(file)));
  expect(files.length).toBeGreaterThan(100);
  expect(named.sort()).toEqual(Object.keys(MAY_SAY).sort());
});
