import ts from 'typescript';
import { expect, test } from 'vitest';
import type { Import } from '../support/repository.ts';
import { lineOf, parseCode, walk } from '../support/repository.ts';
import type { Allowance } from '../support/rooms.ts';
import { code, findRow, imports, isWithin, readName, readTable, table } from '../support/rooms.ts';

const homes = new Map(readTable('package').map(([name, home]) => [readName(name), readName(home)]));

test('R2: every file belongs to a row of the import table', () => {
  expect(table.size).toBeGreaterThan(0);
  expect(code.filter((file) => findRow(file) === undefined)).toEqual([]);
});

test('R2: every import is one that the table allows', () => {
  const wrong = imports.filter((found) => !(found.isPackage || isAllowed(found)));
  expect(wrong.map(describeImport)).toEqual([]);
});

test('R2: the table allows nothing that nobody needs', () => {
  const needless = [...table].flatMap(([from, allowances]) =>
    allowances.filter((allowance) => !isNeeded(from, allowance)).map(({ folder }) => `${from}: ${folder}`),
  );
  expect(needless).toEqual([]);
});

test('R3: shared uses no package but zod', () => {
  const wrong = imports.filter(
    (found) => found.isPackage && isWithin(found.file, 'shared') && found.target !== 'zod',
  );
  expect(wrong.map(describeImport)).toEqual([]);
});

test('R4: a package with one home is imported nowhere else', () => {
  expect(homes.size).toBeGreaterThan(0);
  const wrong = imports.filter((found) => {
    const home = found.isPackage ? homes.get(found.target) : undefined;
    return home !== undefined && !isWithin(found.file, home);
  });
  expect(wrong.map(describeImport)).toEqual([]);
});

test('R4: one file alone imports Chart.js', () => {
  const users = imports.filter(({ target, typesOnly }) => target === 'chart.js' && !typesOnly);
  expect(new Set(users.map(({ file }) => file)).size).toBeLessThanOrEqual(1);
});

test('R5: the environment is read in server/config.ts alone', () => {
  const readers = findNodes(/^(shared|server|client)\//, (node) => node.getText() === 'process.env');
  expect(readers.filter((place) => !place.startsWith('server/config.ts:'))).toEqual([]);
});

test('R6: the time is read in server/clock.ts alone', () => {
  const readers = findNodes(/^(shared|server)\//, readsTime);
  expect(readers.filter((place) => !place.startsWith('server/clock.ts:'))).toEqual([]);
});

function readsTime(node: ts.Node): boolean {
  if (ts.isPropertyAccessExpression(node)) return node.getText() === 'Date.now';
  return ts.isNewExpression(node) && node.expression.getText() === 'Date' && !node.arguments?.length;
}

function findNodes(files: RegExp, matches: (node: ts.Node) => boolean): string[] {
  return code
    .filter((file) => files.test(file))
    .flatMap((file) => [...walk(parseCode(file))].filter(matches).map((node) => `${file}:${lineOf(node)}`));
}

function isAllowed({ file, target, typesOnly }: Import): boolean {
  const from = findRow(file);
  const to = findRow(target);
  if (from === undefined || to === undefined) return false;
  const allowance = table.get(from)?.find(({ folder }) => folder === to);
  return from === to || (allowance !== undefined && (typesOnly || !allowance.typesOnly));
}

/** A row that allows more than types is needed by an import of more than types. */
function isNeeded(from: string, { folder, typesOnly }: Allowance): boolean {
  return imports.some(
    (found) =>
      !found.isPackage &&
      findRow(found.file) === from &&
      findRow(found.target) === folder &&
      (typesOnly || !found.typesOnly),
  );
}

function describeImport({ file, line, target }: Import): string {
  return `${file}:${line} imports ${target}`;
}
