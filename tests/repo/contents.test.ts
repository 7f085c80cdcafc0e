import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'vue/compiler-sfc';
import { listFiles, readText, root } from '../support/repository.ts';

const binary = /\.(png|jpe?g|webp|ico|woff2?|gz|br|sqlite|pdf)$/;
const textFiles = listFiles().filter((file) => !binary.test(file));

test('R7: no folder is a place for anything at all', () => {
  const vague = /(^|\/)(utils?|helpers?|common|types|services|lib|misc)\//;
  expect(listFiles(/^(shared|server|client|tests)\//).filter((file) => vague.test(file))).toEqual([]);
});

test('R10: no file names a path of the machine it was written on', () => {
  // The brackets keep the pattern from finding itself.
  const workplace = /(?<![\w.)}])\/(?:wor[k]|roo[t]|hom[e]\/\w+|User[s]\/\w+)\/|shared\/desig[n]|bash_job[s]/;
  expect(findLines(textFiles, workplace)).toEqual([]);
});

test('R10: the lockfile names no address to download from', () => {
  const { packages } = JSON.parse(readText('package-lock.json')) as { packages: Record<string, object> };
  const addressed = Object.entries(packages).filter(([, details]) => 'resolved' in details);
  expect(addressed.map(([name]) => name)).toEqual([]);
});

test('R11: no markup comes from a string', () => {
  const fromString = /\bv-html\b|\b(?:inner|outer)HTML\b|\binsertAdjacentHTML\b/;
  expect(findLines(listFiles(/^client\/.*\.(vue|ts)$/), fromString)).toEqual([]);
});

test('R12: literal colours are in the tokens alone', () => {
  const colour = /:[^;{}]*(?:#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|hwb|lab|lch|oklab|oklch)a?\()/i;
  const sheets = listFiles(/^client\/.*\.css$/).filter((file) => !/\/(?:later-)?tokens\.css$/.test(file));
  const components = listFiles(/^client\/.*\.vue$/).filter((file) =>
    parse(readText(file)).descriptor.styles.some((style) => colour.test(style.content)),
  );
  expect([...findLines(sheets, colour), ...components]).toEqual([]);
});

test('R13: a link from one document to another leads somewhere', () => {
  const broken = listFiles(/\.md$/).flatMap((file) =>
    listLinks(readText(file))
      .filter((link) => !existsSync(join(root, dirname(file), link)))
      .map((link) => `${file}: ${link}`),
  );
  expect(broken).toEqual([]);
});

function listLinks(document: string): string[] {
  const links = document.matchAll(/\]\(([^)\s#]+)(?:#[^)]*)?\)/g);
  return [...links].map(([, link = '']) => link).filter((link) => !/^[a-z]+:/.test(link));
}

function findLines(files: readonly string[], pattern: RegExp): string[] {
  return files.flatMap((file) =>
    readText(file)
      .split('\n')
      .flatMap((line, index) => (pattern.test(line) ? [`${file}:${index + 1}`] : [])),
  );
}
