/** What must be so everywhere is written once: an address, an answer, who may see and do what. */
import { expect, test } from 'vitest';
import { listFiles, readText } from '../support/repository.ts';

const files = listFiles(/^(shared|server|client)\/.*\.(ts|vue)$/);

test('R20: an address of the API or of a page is written in shared/paths.ts alone', () => {
  // A comment may name one, in backticks; a template that begins with one goes on.
  const written = /['"]\/(api\/|healthz|readyz)|`\/(api\/|healthz|readyz)[^`]*\$\{/;
  // A page's has something after it, or is a link: `/desk` alone is the name of a namespace too.
  const page = /\/b\/(\$\{|:)|['"`}]\/desk[/?#]|href="\/./;
  const writing = files.filter((file) => [written, page].some((pattern) => pattern.test(readText(file))));
  expect(writing).toEqual(['shared/paths.ts']);
});

test('R60: a pattern is written once', () => {
  const literal = /[=(:,?]\s*(\/(?![*/])(?:\\.|\[(?:\\.|[^\]\n])*\]|[^/\n\\[])+\/[a-z]*)/g;
  const patterns = files.flatMap((file) =>
    [...readText(file).matchAll(literal)].map(([, pattern = '']) => pattern),
  );
  // Two short ones may look alike and mean two things.
  const laws = patterns.filter((pattern) => pattern.length > 14);
  expect(laws.length).toBeGreaterThan(40);
  expect(laws.filter((pattern, at) => laws.indexOf(pattern) < at)).toEqual([]);
});

test('R61: which figures may be the big one is written once', () => {
  const written = files.filter((file) => /'best' ?[|,] ?'confirmed'/.test(readText(file)));
  expect(written).toEqual(['shared/board.ts']);
  // The form of a board begins with what may not be there yet.
  const chosen = files.filter((file) => /\?\? 'best'/.test(readText(file)));
  expect(chosen).toEqual(['client/desk/boards/typed-kinds.ts', 'shared/board.ts']);
});

test('R21: no caller says for itself what an answer is', () => {
  expect(files.length).toBeGreaterThan(200);
  expect(
    files.filter((file) =>
      /\b(call|emit|emitWithAck)</.test(readText(file).replaceAll(/(call|emit)<Name/g, '')),
    ),
  ).toEqual([]);
});

test('R22: who may see a board and act on it is judged in one file each, and the desk takes the proof of it', () => {
  const judging = (pattern: RegExp) => files.filter((file) => pattern.test(readText(file)));
  expect(judging(/[!=]== 'draft'/).filter((file) => file.startsWith('server/'))).toEqual([
    'server/desk/admission.ts',
  ]);
  expect(judging(/\.role [!=]==|[!=]== '(admin|editor)'/)).toEqual(['shared/roles.ts']);
  expect(judging(/as Permit</)).toEqual(['server/desk/admission.ts']);
});
