/** What the documents name is there, and what they are to list is listed whole. */
import { expect, test } from 'vitest';
import { ROUTES } from '#shared/protocol.ts';
import { listFiles, readText } from '../support/repository.ts';

const files = listFiles();
const documents = listFiles(/\.md$/);
const FENCED = /^```.*?^```/gms;

/** What stands in code font, outside of examples. */
function listSpans(document: string): string[] {
  const spans = readText(document)
    .replace(FENCED, '')
    .matchAll(/`([^`\n]+)`/g);
  return [...spans].map(([, span = '']) => span);
}

test('R42: a file or a folder that a document names is there', () => {
  const packages = readText('package.json');
  const isThere = (path: string) =>
    files.some((file) => file === path || file.endsWith(`/${path}`) || file.startsWith(`${path}/`));
  const named = documents.flatMap((document) =>
    listSpans(document)
      .filter((span) =>
        /^[a-z][\w./-]*\.(ts|vue|css|md|js)$|^(shared|server|client|tests|docs)\/[\w/-]+$/.test(span),
      )
      .map((span) => [document, span] as const),
  );
  expect(named.length).toBeGreaterThan(80);
  expect(named.filter(([, path]) => !(isThere(path) || packages.includes(`"${path}":`)))).toEqual([]);
});

test('R42: each line of the tree in ARCHITECTURE.md names rooms that are there', () => {
  const [, tree = ''] = readText('ARCHITECTURE.md').split(/^## Where things are\n\n```\n/m);
  let top = '';
  const missing = tree
    .split(/^```/m)[0]
    ?.split('\n')
    .flatMap((line) => {
      top = /^[a-z]+(?=\/)/.exec(line)?.[0] ?? top;
      const rooms = [...line.matchAll(/(?<![\w/])([a-z]+)\/(?=\s|$)/g)].map(([, room = '']) => room);
      return rooms.filter(
        (room) => !files.some((file) => file.startsWith(`${top}/`) && file.includes(`${room}/`)),
      );
    });
  expect(missing).toEqual([]);
});

test('R42: a command of npm that a document gives is one of the package’s', () => {
  const { scripts } = JSON.parse(readText('package.json')) as { scripts: Record<string, string> };
  const given = documents.flatMap((document) =>
    [...readText(document).matchAll(/\bnpm (?:run )?([a-z:]+)/g)].map(([, name = '']) => name),
  );
  expect(given.length).toBeGreaterThan(10);
  expect(
    [...new Set(given)].filter((name) => !['ci', 'install', ...Object.keys(scripts)].includes(name)),
  ).toEqual([]);
});

test('R42: docs/operating.md has the settings that are read, and no other', () => {
  const read = [...readText('server/config.ts').matchAll(/read\(\s*'([A-Z_]+)'/g)].map(
    ([, name = '']) => name,
  );
  const rows = readText('docs/operating.md').matchAll(/^\| `([A-Z_]+)` \|/gm);
  // It is read to be refused.
  expect([...rows].map(([, name]) => name).sort()).toEqual(
    read.filter((name) => name !== 'DATABASE_URL').sort(),
  );
});

test('R42: docs/api.md has every route, and no document another', () => {
  const routes = Object.values(ROUTES).map(({ method, path }) => `${method} ${path}`);
  const [, table = ''] = readText('docs/api.md').split(/^## Every address\n/m);
  const rows = table.split(/^## /m)[0]?.matchAll(/^\| `([A-Z]+ \S+)` \|/gm) ?? [];
  expect([...rows].map(([, route]) => route)).toEqual(routes);
  const named = documents
    .flatMap(listSpans)
    .filter((span) => /^(GET|POST|PATCH|PUT|DELETE) \/\S*$/.test(span));
  const patterns = routes.map((route) => new RegExp(`^${route.replace(/:\w+/g, '[^/]+')}$`));
  expect(named.filter((span) => !patterns.some((pattern) => pattern.test(span)))).toEqual([]);
});

test('R42: a rule that a document names is in SPEC.md', () => {
  const rules = readText('SPEC.md');
  const named = documents
    .filter((document) => document !== 'SPEC.md')
    .flatMap((document) => [
      ...readText(document)
        .replace(FENCED, '')
        .matchAll(/\b(?:rule|SPEC\.md) ([A-Z]\d+)\b/g),
    ]);
  expect(named.map(([, id]) => id).filter((id) => !rules.includes(`**${id}** `))).toEqual([]);
});

test('R43: a word of the glossary that is given in code font is in the code', () => {
  const code = listFiles(/^(shared|server|client)\/.*\.(ts|vue)$/)
    .map(readText)
    .join('\n');
  const words = listSpans('docs/glossary.md').filter((span) => !/[/.]/.test(span));
  expect(words.length).toBeGreaterThan(25);
  expect(words.filter((word) => !new RegExp(`(?<![\\w-])${word}(?![\\w-])`).test(code))).toEqual([]);
});
