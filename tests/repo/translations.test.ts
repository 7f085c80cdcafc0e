/** The words on the screen: every message is asked for by somebody, and says the same in both languages. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { listMessages } from '../support/asked-messages.ts';
import { listFiles, root } from '../support/repository.ts';
import { readClient } from '../support/typed-client.ts';

const tables = listFiles(/^client\/words\/([a-z-]+-)?en\.ts$/).map((file) => join(root, file));

test('R40: every message is asked for by somebody', { timeout: 180_000 }, () => {
  const messages = listMessages(readClient(), tables);
  expect(messages.length).toBeGreaterThan(500);
  expect(messages.filter(({ isAsked }) => !isAsked).map(({ place }) => place)).toEqual([]);
});

test('W3: a sentence names the same values in both languages, and no sentence is empty', async () => {
  expect(tables.length).toBeGreaterThan(3);
  for (const file of tables) {
    const [english, russian] = await Promise.all([read(file), read(file.replace(/en\.ts$/, 'ru.ts'))]);
    for (const [key, sentence] of russian) {
      // In English `one` is 1 alone, which may go unsaid; in Russian it is 21 too.
      const original = english.get(key.replace(/\.(one|few|many)$/, '.other')) ?? english.get(key);
      expect(original, `${key} in English`).toBeDefined();
      expect(sentence.trim() === '', `${key} says nothing`).toBe(original === '');
      expect(listNames(sentence), key).toEqual(listNames(original ?? ''));
    }
    expect([...english.keys()].filter((key) => !russian.has(key))).toEqual([]);
  }
});

async function read(file: string): Promise<Map<string, string>> {
  return listSentences(await import(file));
}

function listSentences(table: object, path = ''): Map<string, string> {
  const sentences = new Map<string, string>();
  for (const [key, value] of Object.entries(table)) {
    const at = path === '' ? '' : `${path}.${key}`;
    if (typeof value === 'string') sentences.set(at, value);
    else for (const [below, sentence] of listSentences(value, at || 'words')) sentences.set(below, sentence);
  }
  return sentences;
}

/** A value in small letters is the same value: English begins a sentence with it, Russian does not. */
function listNames(sentence: string): string[] {
  const names = sentence.matchAll(/\{(\w+?)(?:Low)?\}/g);
  return [...new Set([...names].map(([, name = '']) => name))].sort();
}
