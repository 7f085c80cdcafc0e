import { describe, expect, test } from 'vitest';
import type { z } from 'zod';
import type { Count } from '#shared/count.ts';
import { entrySchemaOf } from '#shared/entry.ts';
import { publicLine } from '#shared/line.ts';

const ID = '3f1f7a52-7c1b-4b0e-9d5a-0c9f6f2f7b11';
const arrest = { kind: 'arrest', op: 'add', count: 3 };
const update = { kind: 'update', text: 'The square is closed.' };

/** The refused fields, as `field: sentence`; empty where the entry is taken. */
function refusals(entry: unknown): string[] {
  const result = entrySchemaOf().safeParse(entry);
  return result.success ? [] : result.error.issues.map(sentence);
}

function sentence(issue: z.core.$ZodIssue): string {
  return `${issue.path.join('/')}: ${issue.message}`;
}

function accepted(entry: unknown) {
  return entrySchemaOf().parse(entry);
}

describe('kinds', () => {
  test('E1: an unknown kind is refused with the list of kinds', () => {
    expect(refusals({ kind: 'injury', op: 'add', count: 1 })).toEqual([
      'kind: takes one of registration, arrest, update, correction, retraction, status, mark, checked',
    ]);
  });

  test.each(['board', 'erasure', 'constructor', '__proto__'])(
    'E1: "%s" cannot be posted as an entry',
    (kind) => {
      expect(refusals({ kind, set: {} })).toHaveLength(1);
    },
  );
});

describe('counts', () => {
  test.each([
    ['negative', -1],
    ['a fraction', 1.5],
    ['above 10 billion', 10_000_000_001],
    ['text', '12'],
    ['nothing', null],
    ['a list', [1]],
    ['beyond safe integers', 2 ** 60],
  ])('E2: %s is refused at "count"', (_, count) => {
    expect(refusals({ ...arrest, count })[0]).toMatch(
      /^count: takes a whole number from 0 to 10,000,000,000/,
    );
  });

  test.each([0, 10_000_000_000])('E2: %d is taken', (count) => {
    expect(accepted({ ...arrest, count })).toMatchObject({ count: { best: count } });
  });

  test('E2: a range that does not enclose its best number is refused at the bound', () => {
    expect(refusals({ ...arrest, count: { low: 5, best: 3 } })).toEqual([
      'count/low: takes a number that is not above best',
    ]);
    expect(refusals({ ...arrest, count: { best: 3, high: 2 } })).toEqual([
      'count/high: takes a number that is not below best',
    ]);
    expect(refusals({ ...arrest, count: { low: 1 } })[0]).toMatch(/^count\/best: takes a whole number/);
  });

  test('E25: a negative count, and "at most" without a best guess, are told what to post instead', () => {
    expect(refusals({ ...arrest, count: -3 })[0]).toMatch(
      /post a correction of the earlier entry, or a total$/,
    );
    expect(refusals({ ...arrest, count: { best: -3 } })[0]).toMatch(/^count\/best: .*or a total$/);
    expect(refusals({ ...arrest, count: { high: 12, words: 'less than 12' } })).toEqual([
      'count/best: takes a whole number from 0 to 10,000,000,000, the best guess: "at most 12" is a best guess with its bounds, e.g. {"low": 0, "best": 10, "high": 12}',
    ]);
  });

  test('E3: 5, {best: 5} and {low: 5, best: 5, high: 5} are one count', () => {
    const forms = [5, { best: 5 }, { low: 5, best: 5, high: 5 }];
    for (const count of forms)
      expect(accepted({ ...arrest, count })).toEqual(accepted({ ...arrest, count: 5 }));
  });

  test('E4: "8 or more" takes no upper bound', () => {
    expect(accepted({ ...arrest, count: { best: 8, atLeast: true } })).toMatchObject({
      count: { best: 8, atLeast: true },
    });
    expect(refusals({ ...arrest, count: { best: 8, high: 9, atLeast: true } })[0]).toMatch(/^count\/high: /);
    expect(refusals({ ...arrest, count: { best: 8, atLeast: false } })[0]).toMatch(/^count\/atLeast: /);
  });

  test('E2: an op other than add and total is refused', () => {
    expect(refusals({ ...arrest, op: 'set' })).toEqual([
      'op: takes add (so many more) or total (so many in all)',
    ]);
  });
});

describe('times', () => {
  test.each([
    ['2021-04-21T19:00+03:00', '2021-04-21T16:00:00.000Z'],
    ['2021-04-21T16:00:30Z', '2021-04-21T16:00:30.000Z'],
    ['2024-02-29T00:00:00.250-09:30', '2024-02-29T09:30:00.250Z'],
    ['2022-03-15 16:10:34+00:00', '2022-03-15T16:10:34.000Z'],
    ['2022-03-15 16:10:34.123456+00:00', '2022-03-15T16:10:34.123Z'],
    ['2022-03-15t16:10z', '2022-03-15T16:10:00.000Z'],
    ['2022-03-15T16:10:34+0300', '2022-03-15T13:10:34.000Z'],
    ['2022-03-15 16:10+03', '2022-03-15T13:10:00.000Z'],
    ['2022-03-15 16:10:34 +0000', '2022-03-15T16:10:34.000Z'],
    ['2000-02-29T00:00:00.5Z', '2000-02-29T00:00:00.500Z'],
  ])('E5: %s is read as %s', (asOf, instant) => {
    expect(accepted({ ...arrest, asOf })).toMatchObject({ asOf: Date.parse(instant) });
  });

  test.each([
    '2021-04-21T19:00',
    '2021-02-30T19:00Z',
    '2023-02-29T19:00Z',
    '2021-04-21T25:00Z',
    '2021-04-21T19:60Z',
    '2021-13-01T19:00Z',
    '21 April 2021',
    'T19:00Z',
    '2021-04-21T19Z',
    '2021-04-21T19:00+3',
    '2021-04-21  19:00Z',
    '2021-04-21T19:00:00,5Z',
    '1900-02-29T19:00Z',
    '2021-04-31',
    '2021-00-10',
    '21-04-21',
    `2021-04-21T19:00:00.${'0'.repeat(40)}Z`,
    1_619_020_800_000,
    '',
  ])('E5: %j is refused', (asOf) => {
    expect(refusals({ ...arrest, asOf })).toEqual([
      'asOf: takes a date and time with its zone, e.g. 2021-04-21T19:00+03:00, or a date alone, e.g. 2021-04-21',
    ]);
  });

  test.each(['1812-09-07T05:30Z', '1812-09-07', '0021-04-21T00:00Z'])('E5: %s is before 1900', (asOf) => {
    expect(refusals({ ...arrest, asOf })).toEqual(['asOf: takes a time not before 1900']);
  });

  test('E26: a date alone is that day, and no instant yet', () => {
    expect(accepted({ ...arrest, asOf: '2024-02-29' })).toMatchObject({ asOf: { day: '2024-02-29' } });
  });
});

describe('texts', () => {
  test('E6: 2,000 code points are taken, 2,001 refused, and an emoji is one', () => {
    expect(refusals({ ...update, text: '🔔'.repeat(2000) })).toEqual([]);
    expect(refusals({ ...update, text: '🔔'.repeat(2001) })).toEqual(['text: takes 1 to 2,000 characters']);
  });

  test.each(['', '   ', '\n\t'])('E6: a blank text (%j) is refused', (text) => {
    expect(refusals({ ...update, text })).toEqual(['text: takes 1 to 2,000 characters']);
  });

  test.each([
    ['\u0000', 'U+0000'],
    ['\u001b', 'U+001B'],
    ['\u0085', 'U+0085'],
    ['\u202e', 'U+202E'],
    ['\u2066', 'U+2066'],
  ])('E6: %j is refused, saying where it stands', (character, code) => {
    expect(refusals({ ...update, text: `19${character}91` })).toEqual([
      `text: takes text without control characters or bidirectional overrides: ${code} is character 3`,
    ]);
  });
  test('E6: half of a character is refused, saying where it stands', () => {
    expect(refusals({ ...update, text: '🔔\ud800' })).toEqual([
      'text: takes whole characters: U+D800 is character 2',
    ]);
  });

  test('E6: tab, line break, combining marks and both directions of writing are text', () => {
    expect(accepted({ ...update, text: 'a\tb\r\nc и\u0306 שלום' })).toMatchObject({ text: 'a\tb\nc й שלום' });
  });

  test('E7: a source is a title, an address, or both', () => {
    const taken = [{ title: 'legal-aid hotline' }, { url: 'https://example.org/a?b#c' }];
    expect(accepted({ ...update, sources: taken })).toMatchObject({ sources: taken });
    expect(refusals({ ...update, sources: [{}] })).toEqual(['sources/0: takes a url, a title, or both']);
  });

  test.each([
    'javascript:alert(1)',
    'ftp://example.org',
    'https://',
    'example.org',
    `https://a/${'b'.repeat(500)}`,
  ])('E7: the address %s is refused', (url) => {
    expect(refusals({ ...update, sources: [{ title: 'a' }, { url }] })[0]).toMatch(
      /^sources\/1\/url: takes /,
    );
  });

  test('E7: an address far too long is refused at once, whatever it is made of', () => {
    const url = `https://${'a'.repeat(100_000)} `;
    const begun = performance.now();
    expect(refusals({ ...update, sources: [{ url }] })).toContain('sources/0/url: takes 1 to 500 characters');
    // Some milliseconds; a search that goes back over what it has read takes five seconds, and hours for 5 MB.
    expect(performance.now() - begun).toBeLessThan(2_000);
  });

  test.each([
    ['https://a.example/1', 'https://b.example/2'],
    ['https://a.example/1', 'https://a.example/2'],
    ['https://a.example/12', 'https://a.example/1'],
    ['https://evil.example/', 'bbc.example'],
    ['https://notbbc.example/', 'bbc.example'],
    ['https://evil.example/?bbc.example', 'www.bbc.example'],
    ['https://evil.example/bbc.example/news', 'bbc.example/news'],
    ['https://evil.example/', '//bbc.example'],
    ['https://evil.example/', ' https://bbc\u200b.example/ '],
    ['https://evil.example/', 'HTTP://BBC.EXAMPLE'],
  ])('E27: the link to %s cannot be called %j', (url, title) => {
    expect(refusals({ ...update, sources: [{ url, title }] })).toEqual([
      'sources/0/title: takes a name of the source, not another address than its url',
    ]);
  });

  test.each([
    ['https://a.example/1', 'https://a.example/1'],
    ['https://www.a.example/1/', 'http://a.example/1'],
    ['https://a.example/a-long-story', 'a.example/a-long…'],
    ['https://a.example/1', 'a.example'],
    ['https://m.a.example/1', 'A.EXAMPLE'],
    ['https://a.example/files/report.pdf', 'report.pdf'],
    ['https://nodejs.example', 'Node.js'],
    ['https://a.example/1', 'St.Petersburg. News'],
    ['https://archive.example/https://a.example/1', 'copy of https://a.example/1'],
  ])('E27: the link to %s may be called %j', (url, title) => {
    expect(refusals({ ...update, sources: [{ url, title }] })).toEqual([]);
  });

  test.each([
    ['https://evil.example/', 'Bbc.Com'],
    ['https://evil.example/', 'https:bbc.example'],
    ['https://evil.example/', '(bbc.example)'],
    ['https://evil.example/', '«https://bbc.example/».'],
    ['https://evil.example/', 'bbc．example'],
    ['https://evil.example/', 'https：／／bbc。example'],
    ['https://evil.example/', 'bbc.example.'],
    ['https://evil.example/', 'bbc.example/report.pdf'],
    ['https://evil.example/', '192.0.2.7/news'],
    ['https://evil.example/', 'my_bbc.example'],
  ])('E61: the link to %s cannot be called %j', (url, title) => {
    expect(refusals({ ...update, sources: [{ url, title }] })).toHaveLength(1);
  });

  test.each([
    ['https://a.example/1', '"a.example/1".'],
    ['https://a.example/a-long-story', '«a.example/a-long…»'],
    ['https://a.example/1', 'Release 1.2.3.4'],
    ['https://a.example/1', '1.2.3.4'],
  ])('E61: the link to %s may be called %j', (url, title) => {
    expect(refusals({ ...update, sources: [{ url, title }] })).toEqual([]);
  });

  test('E7: a ninth source is refused', () => {
    expect(refusals({ ...update, sources: Array(9).fill({ title: 'a' }) })).toEqual([
      'sources: takes at most 8 sources',
    ]);
  });
});

describe('fields and ids', () => {
  test.each(['person', 'name', 'phone', 'hold'])('E8: the field "%s" is refused by name', (field) => {
    expect(refusals({ ...arrest, [field]: 'x' })[0]).toContain(`"${field}"`);
  });

  test('E8: __proto__ is a field like any other that is not there', () => {
    expect(
      refusals(JSON.parse('{"kind":"arrest","op":"add","count":3,"__proto__":{"admin":true}}'))[0],
    ).toContain('__proto__');
  });

  test.each([
    ['1', 'carries the time and the machine'],
    ['2', 'carries the time, the machine and the account'],
    ['3', 'is made by MD5'],
    ['6', 'carries the time and the machine'],
    ['7', 'carries the time at which it was made'],
    ['0', 'means nothing'],
    ['f', 'means nothing'],
  ])('E9: a UUID of version %s is refused: it %s', (version, why) => {
    const [refusal] = refusals({ ...arrest, id: `0190a5b2-7c1b-${version}b0e-9d5a-0c9f6f2f7b11` });
    expect(refusal).toMatch(/^id: takes a UUID of version 4, 5 or 8: /);
    expect(refusal).toContain(why);
  });

  test.each(['4', '5', '8'])('E9: a UUID of version %s is taken, in lower case', (version) => {
    const id = `0190A5B2-7c1b-${version}b0e-Bd5a-0c9f6f2f7b11`;
    expect(accepted({ ...arrest, id })).toMatchObject({ id: id.toLowerCase() });
  });

  test.each([
    '0190a5b2-7c1b-4b0e-cd5a-0c9f6f2f7b11',
    '0190a5b27c1b4b0e9d5a0c9f6f2f7b11',
    '{0190a5b2-7c1b-4b0e-9d5a-0c9f6f2f7b11}',
    '00000000-0000-0000-0000-000000000000 ',
    7,
  ])('E9: %j is no such UUID', (id) => {
    expect(refusals({ ...arrest, id })).toEqual(['id: takes a UUID of version 4, 5 or 8']);
  });

  test.each([7, '', 'a/b', '-a', 'x'.repeat(65)])('E8: %j is not the id of a place', (place) => {
    expect(refusals({ ...arrest, place })[0]).toMatch(/^place: takes the id of a place/);
  });

  test.each(['OVD', 'овд', '', 'a_b'])('E8: %j is not the id of a claimant', (claimant) => {
    expect(refusals({ ...arrest, claimant })[0]).toMatch(/^claimant: takes a claimant's id/);
  });
});

describe('changes', () => {
  const correction = { kind: 'correction', target: ID, set: { count: 4 }, reason: 'Counted twice.' };

  test('E10: a correction without a field, or without a reason, is refused', () => {
    expect(refusals({ ...correction, set: {} })[0]).toMatch(/^set: takes at least one of place, op, count/);
    expect(refusals({ kind: 'correction', target: ID, set: { count: 4 } })[0]).toMatch(
      /^reason: takes 1 to 2,000/,
    );
  });

  test('E10: null empties place, text and sources, and takes the claimant back to the desk', () => {
    const set = { place: null, text: null, sources: null, claimant: null };
    expect(accepted({ ...correction, set })).toMatchObject({
      set: { place: null, text: null, sources: [], claimant: 'desk' },
    });
  });

  test.each(['kind', 'status', 'id'])('E10: a correction cannot set "%s"', (field) => {
    expect(refusals({ ...correction, set: { [field]: 'confirmed' } })[0]).toContain(`"${field}"`);
  });

  test.each(['op', 'count', 'asOf'])('E10: null cannot empty "%s"', (field) => {
    expect(refusals({ ...correction, set: { [field]: null } })[0]).toMatch(new RegExp(`^set/${field}: `));
  });

  test('E10: a mark without key and pinned is refused', () => {
    expect(refusals({ kind: 'mark', target: ID })).toEqual([': takes key, pinned, or both']);
  });
});

test('E14: the public form of a line has ISO times and no internal number', () => {
  const shown = publicLine({
    seq: 3,
    at: Date.parse('2021-04-21T16:01:00Z'),
    id: ID,
    kind: 'correction',
    target: ID,
    targetSeq: 2,
    set: { asOf: Date.parse('2021-04-21T16:00:00Z') },
    reason: 'An hour off.',
  });
  expect(shown).toEqual({
    seq: 3,
    at: '2021-04-21T16:01:00.000Z',
    id: ID,
    kind: 'correction',
    target: ID,
    set: { asOf: '2021-04-21T16:00:00.000Z' },
    reason: 'An hour off.',
  });
});

test('E14: the public form of a count is the posted one: a plain number where there is nothing else to it', () => {
  const at = Date.parse('2021-04-21T16:00:00Z');
  const facts = { kind: 'arrest', op: 'add', asOf: at, claimant: 'desk', status: 'reported' } as const;
  const shownCount = (count: Count) => publicLine({ seq: 2, at, id: ID, ...facts, count }).count;
  expect(shownCount({ best: 12 })).toBe(12);
  expect(shownCount({ best: 8, atLeast: true })).toEqual({ best: 8, atLeast: true });
});
