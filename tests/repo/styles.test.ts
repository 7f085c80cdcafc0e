/** The sheets: whatever they name is somewhere on a page, and whatever they lean on is defined. */
import ts from 'typescript';
import { expect, test } from 'vitest';
import type { SFCTemplateBlock } from 'vue/compiler-sfc';
import { parse } from 'vue/compiler-sfc';
import { listFiles, parseCode, readText, walk } from '../support/repository.ts';

type TemplateNode = NonNullable<SFCTemplateBlock['ast']>['children'][number];

const COMMENT = /\/\*[\s\S]*?\*\//g;
const sheets = listFiles(/^client\/.*\.css$/).map((file) => readText(file).replace(COMMENT, ''));
const styles = sheets.join('\n');
const code = listFiles(/^client\/(?!words\/|build\.ts).*\.(ts|vue)$/);

test('R41: every class that a sheet names is given to an element', () => {
  const selectors = styles.replace(/\{[^{}]*\}/g, ' ');
  const named = new Set([...selectors.matchAll(/\.([a-z][\w-]*)/g)].map(([, name = '']) => name));
  const given = code.flatMap(listGiven);
  expect(named.size).toBeGreaterThan(100);
  expect([...named].filter((name) => !given.some((one) => one.test(name)))).toEqual([]);
});

test('R41: every token is defined once at least, and used', () => {
  const defined = new Set([...styles.matchAll(/(--[\w-]+)\s*:/g)].map(([, name = '']) => name));
  const text = [...sheets, ...code.map(readText)].join('\n');
  const used = new Set([...text.matchAll(/(--[a-z][\w-]*)(?!\s*:|[\w-])/g)].map(([, name = '']) => name));
  expect(defined.size).toBeGreaterThan(20);
  expect([...defined].filter((name) => !used.has(name))).toEqual([]);
  const asked = new Set([...styles.matchAll(/var\((--[\w-]+)\)/g)].map(([, name = '']) => name));
  expect([...asked].filter((name) => !defined.has(name))).toEqual([]);
});

// Mutant: a bolder weight for the chosen tab.
test('V84: what is chosen is marked by nothing that makes its letters wider', () => {
  const rules = [...styles.matchAll(/([^{}]+)\{([^{}]*)\}/g)];
  const chosen = rules.filter(([, selector = '']) =>
    /\[aria-(pressed|selected|current|sort|checked)|:checked/.test(selector),
  );
  expect(chosen.length).toBeGreaterThan(5);
  const wider = chosen.filter(([, , looks = '']) =>
    /(^|[;\s])(font|letter-spacing|word-spacing|padding|border-width)\b/.test(looks),
  );
  expect(wider.map(([, selector = '']) => selector.trim())).toEqual([]);
});

test('W398: no line has a height that does not grow with its letters', () => {
  const heights = sheets.flatMap((sheet) => [
    ...sheet.matchAll(/line-height:\s*([^;}]+)|font:[^;}]*\/\s*(\S+)/g),
  ]);
  expect(heights.length).toBeGreaterThan(40);
  const fixed = heights.filter(([, height = '', short = '']) =>
    /[\d.](px|pt)|[\d.]r?em/.test(height || short),
  );
  expect(fixed.map(([declaration]) => declaration)).toEqual([]);
});

/** What a file may give an element as its class: the words of its templates' classes and of its scripts' strings. */
function listGiven(file: string): RegExp[] {
  const scripts = [...walk(parseCode(file))].flatMap(listWords);
  if (!file.endsWith('.vue')) return scripts;
  const { template } = parse(readText(file)).descriptor;
  return [...scripts, ...(template?.ast?.children ?? []).flatMap(listClasses)];
}

function listClasses(node: TemplateNode): RegExp[] {
  if (!('props' in node)) return [];
  const own = node.props.flatMap((prop) => {
    if ('value' in prop && prop.name === 'class') return splitWords(prop.value?.content ?? '');
    if (!('exp' in prop && prop.exp && 'content' in prop.exp)) return [];
    const source = ts.createSourceFile('', `(${prop.exp.content})`, ts.ScriptTarget.Latest, true);
    return [...walk(source)].flatMap(listWords);
  });
  return [...own, ...('children' in node ? node.children.flatMap(listClasses) : [])];
}

function listWords(node: ts.Node): RegExp[] {
  if (ts.isStringLiteralLike(node)) return splitWords(node.text);
  if (ts.isTemplateExpression(node)) {
    const parts = [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)];
    return splitWords(parts.join('\0'));
  }
  // `{ stale: … }` in a binding.
  return ts.isPropertyAssignment(node) && ts.isIdentifier(node.name) ? splitWords(node.name.text) : [];
}

/** What is filled into a word is whatever it is; a word that is filled in whole is named elsewhere. */
function splitWords(text: string): RegExp[] {
  const words = text.split(/\s+/).filter((word) => /^[\w\0-]+$/.test(word) && !word.startsWith('\0'));
  return words.map((word) => new RegExp(`^${word.replaceAll('\0', '[\\w-]+')}$`));
}
