/** Words of the code that the compiler would keep for good: nothing tells it that nobody uses them. */
import { expect, test } from 'vitest';
import { REFUSALS } from '../../server/refusal.ts';
import { listFiles, readText } from '../support/repository.ts';

const server = listFiles(/^(server|shared)\/.*\.ts$/);

test('R44: every refusal of the catalogue is thrown somewhere', () => {
  const code = join(server.filter((file) => file !== 'server/refusal.ts'));
  expect(Object.keys(REFUSALS).filter((name) => !code.includes(`'${name}'`))).toEqual([]);
});

test('R44: every setting that is read is used', () => {
  const config = readText('server/config.ts');
  const [, fields = ''] = config.split('export interface Config {');
  const names = [...(fields.split('\n}')[0] ?? '').matchAll(/^ {2}(\w+)\??:/gm)].map(([, name = '']) => name);
  const code = join(server.filter((file) => file !== 'server/config.ts'));
  expect(names.length).toBeGreaterThan(5);
  const isUsed = (name: string) =>
    new RegExp(`\\bconfig\\.${name}\\b|\\{[^{}]*\\b${name}\\b[^{}]*\\}: \\w+\\['config'\\]`).test(code);
  expect(names.filter((name) => !isUsed(name))).toEqual([]);
});

test('R44: no two rules say the same', () => {
  const rules = [...readText('SPEC.md').matchAll(/^\*\*[A-Z]\d+\*\* (.+)$/gm)].map(([, rule = '']) =>
    rule.toLowerCase().replace(/[^\p{L}\d]+/gu, ' '),
  );
  expect(rules.length).toBeGreaterThan(300);
  expect(rules.filter((rule, index) => rules.indexOf(rule) !== index)).toEqual([]);
});

function join(files: readonly string[]): string {
  return files.map(readText).join('\n');
}
