/** docs/ledger-format.md says what a leaf is: its example is recomputed from it, and by what the ledger runs. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { DraftFacts } from '../../server/ledger/contract.ts';
import { decodeLine, encodeFacts } from '../../server/ledger/facts-codec.ts';
import { codeOfKind, KIND_CODES, sealLeaf } from '../../server/ledger/leaf.ts';
import { uuidToBytes } from '../../server/ledger/uuid.ts';

type Said = Record<string, unknown>;
interface Example extends Said {
  seq: number;
  at: number;
  id: string;
  kind: DraftFacts['kind'];
  asOf?: number;
  targetSeq?: number;
  salts?: Record<string, string>;
}

const document = readFileSync(new URL('../../docs/ledger-format.md', import.meta.url), 'utf8');

function blocks(language: string): string[] {
  return [...document.matchAll(new RegExp(`^\`\`\`${language}\n([^\`]*)\`\`\`$`, 'gm'))].map(
    ([, text = '']) => text.trim(),
  );
}

const examples: Example[] = blocks('json').map((json) => {
  const { at, asOf, ...line } = JSON.parse(json);
  return { ...line, at: Date.parse(at), ...(asOf && { asOf: Date.parse(asOf) }) };
});
const facts = blocks('facts');
const leaves = blocks('leaf').map((hex) => Buffer.from(hex.replaceAll('\n', ''), 'hex'));
const hashes = blocks('hash');

function integer(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64BE(BigInt(value));
  return bytes;
}

/** The hash of the line before, as the document has it. */
function hashBefore(index: number): Buffer {
  return index === 0 ? Buffer.alloc(32) : Buffer.from(hashes[index - 1] ?? '', 'hex');
}

function exampleAt(index: number): Example {
  const line = examples[index];
  if (!line) throw new Error('The document lacks the line.');
  return line;
}

/** The document's table, read for the number of a kind. */
function numberOf(kind: string): number {
  const rows = [...document.matchAll(/^\| ([\d, ]+) \| ([`a-z, ]+) \|/gm)];
  const numbers = rows.flatMap(([, codes = '', names = '']) => {
    const each = codes.split(', ');
    return names
      .split(', ')
      .map((name, index): [string, number] => [name.replaceAll('`', ''), Number(each[index])]);
  });
  const byName = new Map(numbers);
  return byName.get(kind) ?? byName.get('any other') ?? Number.NaN;
}

describe('the worked example', () => {
  test('L7: the document has the number of every kind, and an example with each of its parts', () => {
    for (const [kind, code] of Object.entries(KIND_CODES)) expect(numberOf(kind), kind).toBe(code);
    expect([examples, facts, leaves, hashes].map(({ length }) => length)).toEqual([4, 4, 4, 4]);
  });

  test.each([0, 1, 2, 3])('L7: line %i is what the document says, byte for byte', (index) => {
    const line = exampleAt(index);
    const leaf = Buffer.concat([
      Buffer.from([1, numberOf(line.kind)]),
      ...[line.seq, line.at, line.asOf ?? 0, line.targetSeq ?? 0].map(integer),
      Buffer.from(line.id.replaceAll('-', ''), 'hex'),
      hashBefore(index),
      Buffer.from(facts[index] ?? ''),
    ]);
    expect(leaf).toEqual(leaves[index]);
    const hash = createHash('sha256')
      .update(Buffer.from([0]))
      .update(leaf)
      .digest('hex');
    expect(hash).toBe(hashes[index]);
    for (const [field, salt] of Object.entries(line.salts ?? {})) {
      const sealed = createHash('sha256').update(Buffer.from(salt, 'hex')).update(String(line[field]));
      expect(facts[index]).toContain(`"${field}":"${sealed.digest('base64url')}"`);
    }
  });

  test.each([0, 1, 2, 3])('L7: line %i is what the ledger writes, and what it reads back', (index) => {
    const line = exampleAt(index);
    const { salts = {}, seq, at, id, targetSeq, ...said } = line;
    const left = Object.values(salts);
    // The document's lines are facts of their kinds: the codec is what is asked here.
    const written = encodeFacts(said as unknown as DraftFacts, () => Buffer.from(left.shift() ?? '', 'hex'));
    expect(written.json).toBe(facts[index]);
    const { kind, asOf = null } = line;
    const previous = hashBefore(index);
    const parts = {
      kind: codeOfKind(kind),
      seq,
      at,
      asOf,
      target: targetSeq ?? null,
      id: uuidToBytes(id),
      previous,
    };
    const sealed = sealLeaf({ ...parts, facts: written.json });
    expect(Buffer.from(sealed.leaf)).toEqual(leaves[index]);
    expect(sealed.hash.toString('hex')).toBe(hashes[index]);
    const target = targetSeq === undefined ? null : { id: String(said.target), seq: targetSeq };
    const texts = new Map(written.texts.map(({ field, text }) => [field as string, text]));
    const { salts: _, ...whole } = line;
    expect(decodeLine({ seq, at, id, kind, asOf, target, facts: JSON.parse(written.json), texts })).toEqual(
      whole,
    );
  });
});
