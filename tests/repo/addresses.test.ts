/** Where the API is, is said in one file: a route that moves takes every link and every request to it along. */
import { expect, test } from 'vitest';
import { listFiles, readText } from '../support/repository.ts';

const files = listFiles(/^(shared|server|client)\/.*\.(ts|vue)$/);

test('R20: an address of the API is written in shared/paths.ts alone', () => {
  // A comment may name one, in backticks; a template that begins with one goes on.
  const written = /['"]\/(api\/|healthz|readyz)|`\/(api\/|healthz|readyz)[^`]*\$\{/;
  expect(files.filter((file) => written.test(readText(file)))).toEqual(['shared/paths.ts']);
});

test('R21: no caller says for itself what an answer is', () => {
  expect(files.length).toBeGreaterThan(200);
  expect(
    files.filter((file) => /\b(call|emit|emitWithAck)</.test(readText(file).replaceAll('call<Name', ''))),
  ).toEqual([]);
});
