import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'vue/compiler-sfc';
import { root } from '../support/repository.ts';

const files = globSync('client/**/*.vue', { cwd: root }).sort();

type Root = NonNullable<NonNullable<ReturnType<typeof parse>['descriptor']['template']>['ast']>;
type Node = Root | Root['children'][number];
type ElementNode = Extract<Node, { props: unknown }>;
/** Vue's numbers for what a template is made of. */
const TEXT = 2;
const COMMENT = 3;
const INTERPOLATION = 5;

/**
 * Texts that share their element with an element, or with a part that comes and goes. A browser that translates the page
 * puts other nodes in their place, and what Vue then writes goes to a node that is no longer on the page.
 */
function listSharedTexts(component: string): string[] {
  const found: string[] = [];
  const { ast } = parse(component).descriptor.template ?? {};
  if (ast) visit(ast, found);
  return found;
}

function visit(node: Node, found: string[]): void {
  if (!('children' in node && Array.isArray(node.children)) || isUntranslated(node)) return;
  const children = node.children as Root['children'];
  const parts = flatten(children);
  const isShared = !('tag' in node) || parts.some(({ isText, isPart }) => !isText || isPart);
  for (const { isText, source } of parts) if (isText && isShared) found.push(source);
  for (const child of children) visit(child, found);
}

function isElement(node: Node): node is ElementNode {
  return 'tag' in node;
}

function isUntranslated(node: Node): boolean {
  return isElement(node) && node.props.some((prop) => /^translate="no"$/.test(prop.loc.source));
}

interface Part {
  isText: boolean;
  /** It lies in a `<template>`, which leaves no element of its own on the page. */
  isPart: boolean;
  source: string;
}

function flatten(children: Root['children'], isPart = false): Part[] {
  return children.flatMap((child): Part[] => {
    const source = child.loc.source.trim();
    if (child.type === COMMENT || source === '' || source === "{{ ' ' }}") return [];
    if (isElement(child) && child.tag === 'template') return flatten(child.children, true);
    return [{ isText: child.type === TEXT || child.type === INTERPOLATION, isPart, source }];
  });
}

test('W81: every text has an element of its own, so that a translated page goes on changing', () => {
  expect(files.length).toBeGreaterThan(60);
  const shared = files.map(
    (file) => [file, listSharedTexts(readFileSync(join(root, file), 'utf8'))] as const,
  );
  expect(shared.filter(([, texts]) => texts.length > 0)).toEqual([]);
});

test.each([
  ['<p>{{ a }} <b>b</b></p>', ['{{ a }}']],
  ['<p>Was <b>b</b></p>', ['Was']],
  ['<p><template v-if="a">{{ b }}</template></p>', ['{{ b }}']],
  ['{{ a }}', ['{{ a }}']],
  ['<p>{{ a }}, {{ b }}</p>', []],
  ['<p><!-- why --> {{ a }}</p>', []],
  ['<p translate="no">{{ a }} <b>b</b></p>', []],
])('W81: %s is told apart', (template, texts) => {
  expect(listSharedTexts(`<template>${template}</template>`)).toEqual(texts);
});
