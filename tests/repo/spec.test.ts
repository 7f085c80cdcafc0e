import ts from 'typescript';
import { expect, test } from 'vitest';
import { lineOf, listFiles, parseCode, readText, walk } from '../support/repository.ts';

interface Title {
  place: string;
  /** Undefined where the title is not written out, so that it cannot be read. */
  text: string | undefined;
}

const cited = /^([A-Z]\d+(?:, [A-Z]\d+)*): \S/;
const calls = listFiles(/^tests\/.*\.ts$/).flatMap((file) =>
  [...walk(parseCode(file))].filter(ts.isCallExpression),
);
const rules = [...readText('SPEC.md').matchAll(/^(?:- )?\*\*([A-Z]\d+)\*\* /gm)].map(([, id = '']) => id);

test('R8: every rule has its own number', () => {
  expect(rules.length).toBeGreaterThan(0);
  expect(rules.filter((id, index) => rules.indexOf(id) !== index)).toEqual([]);
});

test('R8: the title of every test begins with the numbers of rules', () => {
  const titles = calls.filter(isTest).map(readTitle);
  expect(titles.length).toBeGreaterThan(0);
  expect(titles.filter(({ text }) => text === undefined || !cited.test(text))).toEqual([]);
});

test('R8: every rule has a test', () => {
  const proven = new Set(listCitations().map(([id]) => id));
  expect(rules.filter((id) => !proven.has(id))).toEqual([]);
});

test('R8: every number in a title is that of a rule', () => {
  expect(listCitations().filter(([id]) => !rules.includes(id))).toEqual([]);
});

test('R9: no test is skipped, left for later, or run alone', () => {
  const withheld = /^(?:test|it|describe|suite)\b.*\.(?:skip|skipIf|runIf|only|todo|fails)\b/;
  const wrong = calls.filter((call) => withheld.test(call.expression.getText()));
  expect(wrong.map(locate)).toEqual([]);
});

/** Also the titles of a suite's own ways to declare a test, such as one for each law of a contract. */
function listCitations(): [id: string, place: string][] {
  return calls.map(readTitle).flatMap(({ place, text }) => {
    const ids = cited.exec(text ?? '')?.[1]?.split(', ') ?? [];
    return ids.map((id): [string, string] => [id, place]);
  });
}

/** `test(…)`, `it(…)`, and forms such as `test.each([…])(…)`; not `test.each([…])` itself, which names nothing yet. */
function isTest(call: ts.CallExpression): boolean {
  const callee = call.expression;
  if (ts.isCallExpression(callee)) return /^(?:test|it)\.(?:each|for)$/.test(callee.expression.getText());
  return /^(?:test|it)(?:\.(?:concurrent|sequential))?$/.test(callee.getText());
}

function readTitle(call: ts.CallExpression): Title {
  const [title] = call.arguments;
  const place = locate(call);
  if (title && ts.isStringLiteralLike(title)) return { place, text: title.text };
  if (title && ts.isTemplateExpression(title)) return { place, text: `${title.head.text}…` };
  return { place, text: undefined };
}

function locate(node: ts.Node): string {
  return `${node.getSourceFile().fileName}:${lineOf(node)}`;
}
