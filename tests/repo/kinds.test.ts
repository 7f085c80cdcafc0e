/** Kinds are data: a board brings its own, so the default's ids stand where they are defined, and nowhere else. */
import { expect, test } from 'vitest';
import { listFiles, readText } from '../support/repository.ts';

/** Why each file may say them. A room of the client that names none is added to `ROOMS`. */
const MAY_SAY: Readonly<Record<string, string>> = {
  'shared/kinds.ts': 'the default is defined there',
  'server/ledger/leaf.ts': 'the numbers that they have in every leaf, for good',
  'client/board/kind-traits.ts': 'what is known of them besides their numbers',
};
const ROOMS = /^(shared|server|client\/(board|chart|desk|net|styles|ui|watch))\/.*\.(ts|vue|css)$/;

test('E74: no file but the default’s names its kinds', () => {
  const files = listFiles(ROOMS);
  const named = files.filter((file) => /(?<!\w)(arrest|registration)(?!\w)/.test(readText(file)));
  expect(files.length).toBeGreaterThan(200);
  expect(named.sort()).toEqual(Object.keys(MAY_SAY).sort());
});
