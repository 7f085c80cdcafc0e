import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readSources, writeSources } from '#shared/reading/sources.ts';

const a = 'https://a.example/1';
const b = 'https://b.example/2';

test.each([
  // Two in one field, as lines pasted into it, by commas, semicolons and spaces.
  [`${a} ${b}`, [{ url: a }, { url: b }]],
  [`${a}, ${b}`, [{ url: a }, { url: b }]],
  [`${a},${b}`, [{ url: a }, { url: b }]],
  [`${a};${b}`, [{ url: a }, { url: b }]],
  [`${a};\n${b};`, [{ url: a }, { url: b }]],
  [`${a}\r\n${b}`, [{ url: a }, { url: b }]],
  // Titles stay with their own.
  [
    `BBC ${a}, CNN ${b}`,
    [
      { url: a, title: 'BBC' },
      { url: b, title: 'CNN' },
    ],
  ],
  [
    `${a} BBC, ${b} CNN`,
    [
      { url: a, title: 'BBC' },
      { url: b, title: 'CNN' },
    ],
  ],
  [`BBC: ${a} (in part)`, [{ url: a, title: 'BBC (in part)' }]],
  ['hotline; caller', [{ title: 'hotline' }, { title: 'caller' }]],
  ['hotline, second shift', [{ title: 'hotline, second shift' }]],
  // What stands around an address is not of it.
  [`hotline (${a})`, [{ url: a, title: 'hotline' }]],
  [`«${a}»`, [{ url: a }]],
  [`“${a}”.`, [{ url: a }]],
  [`<${a}>`, [{ url: a }]],
  [`[Post](${a})`, [{ url: a, title: 'Post' }]],
  [`${a}.`, [{ url: a }]],
  [`\u2068${a}\u2069\u200b`, [{ url: a }]],
  [`${a}\u202c`, [{ url: a }]],
  // What an address opens itself is.
  ['https://en.wikipedia.org/wiki/Foo_(bar)', [{ url: 'https://en.wikipedia.org/wiki/Foo_(bar)' }]],
  ['(https://en.wikipedia.org/wiki/Foo_(bar))', [{ url: 'https://en.wikipedia.org/wiki/Foo_(bar)' }]],
  ['https://example.org/?a=1;b', [{ url: 'https://example.org/?a=1;b' }]],
  [
    'https://web.archive.org/web/2021/https://a.example/',
    [{ url: 'https://web.archive.org/web/2021/https://a.example/' }],
  ],
  [
    'https://пример.рф/новость, https://مثال.example/خبر',
    [{ url: 'https://пример.рф/новость' }, { url: 'https://مثال.example/خبر' }],
  ],
  // Without a scheme.
  ['t.me/x/5', [{ url: 'https://t.me/x/5' }]],
  ['см. www.example.org/5.', [{ url: 'https://www.example.org/5', title: 'см.' }]],
  ['awww.fun and not.me/1', [{ title: 'awww.fun and not.me/1' }]],
  ['', []],
  [' ; \u200b; \n', []],
])('K30: %j is read as the sources that it names', (typed, sources) => {
  expect(readSources(typed)).toEqual(sources);
});

test('K30: an address is read back as it was written, whatever it ends with', () => {
  for (const url of [
    'https://a.example/1.',
    'https://a.example/(',
    'https://a.example/x)',
    'https://a.example/1,https://b.example',
  ]) {
    expect(readSources(writeSources([{ url }, { title: 'hotline' }]))).toEqual([
      { url },
      { title: 'hotline' },
    ]);
  }
});

test('K30: no address is lost, and none is joined to another, however they are parted', () => {
  const host = fc.stringMatching(/^[a-z]{1,8}$/);
  const address = host.map((name) => `https://${name}.example/${name}`);
  const parting = fc.constantFrom(' ', ', ', '; ', '\n', ' и ', '. ', ') (', '», «');
  fc.assert(
    fc.property(fc.array(address, { minLength: 1, maxLength: 8 }), parting, (addresses, sign) => {
      expect(readSources(addresses.join(sign)).map(({ url }) => url)).toEqual(addresses);
    }),
  );
});

test('K30: a field of five million signs costs nothing', () => {
  const began = performance.now();
  readSources(`https://a.example/${')'.repeat(5_000_000)}`);
  readSources(` ${'x '.repeat(8_000)}${a}`);
  expect(performance.now() - began).toBeLessThan(200);
});
