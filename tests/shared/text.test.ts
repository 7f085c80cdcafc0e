import { describe, expect, test } from 'vitest';
import { CONTACT, findAddressFault, hostOf, linkTo, WEB } from '#shared/address.ts';
import { postedBoardSchema } from '#shared/board-schema.ts';
import { entrySchemaOf } from '#shared/entry.ts';
import { newNameSchema, signInNameSchema } from '#shared/person-name.ts';
import { canonicalText, findNameFault, findTextFault } from '#shared/text.ts';

const board = { slug: 'rally', title: 'Rally', zone: 'Europe/Moscow' };
const update = { kind: 'update', text: 'The square is closed.' };

const invisible = [
  '',
  ' \n\t',
  '\u200b',
  '\u2060\ufeff',
  '\u115f',
  '\u3164',
  '\u2800',
  '\u0301\u0316',
  '\u00ad',
];

describe('the law of text', () => {
  test.each([...invisible, '\ufffc', '\u{e0041}', '\u{13430}'])('E20: %j says nothing', (text) => {
    expect(findTextFault(text, 10)).toEqual({ what: 'empty', index: 0, character: '' });
    expect(entrySchemaOf().safeParse({ ...update, text }).success).toBe(false);
  });

  test.each(['.', '7', '\u0600', 'й', 'क्ष', '👨‍👩‍👧', '\u200f5', 'a\r\nb\tc', 'می‌خواهم'])(
    'E20: %j says something',
    (text) => {
      expect(findTextFault(text, 10)).toBeUndefined();
    },
  );

  test.each([
    ['🔔a\u0007', { what: 'control', index: 2, character: '\u0007' }],
    ['19\u202e91', { what: 'bidi', index: 2, character: '\u202e' }],
    ['🔔\udc00', { what: 'broken', index: 1, character: '\udc00' }],
    ['a\ufffe', { what: 'broken', index: 1, character: '\ufffe' }],
    ['12345🔔7', { what: 'too-long', index: 6, character: '7' }],
    [`12345${'🔔'.repeat(30)}`, { what: 'too-long', index: 6, character: '🔔' }],
  ])('E21: the fault of %j says where it is', (text, fault) => {
    expect(findTextFault(text, 6)).toEqual(fault);
  });

  test('E21: a letter has at most 30 combining marks', () => {
    expect(findTextFault(`xa${'\u0301'.repeat(30)}`, 40)).toBeUndefined();
    expect(findTextFault(`xa${'\u0301'.repeat(31)}`, 40)).toMatchObject({ what: 'marks', index: 1 });
    // Far too long, it is refused by its length, whatever it is made of.
    expect(findTextFault(`xa${'\u0301'.repeat(400)}`, 40)).toMatchObject({ what: 'too-long' });
  });

  test('E6: what is composed of several code points counts as it is kept', () => {
    const apart = 'и\u0306'.repeat(2000);
    expect(findTextFault(apart, 2000)).toBeUndefined();
    expect(canonicalText(apart)).toHaveLength(2000);
    expect(findTextFault('\u{1d160}', 2)?.what).toBe('too-long');
  });
});

describe('names and titles', () => {
  const bad = [...invisible, 'a\nb', 'a\r\nb', 'a\tb', 'a\u2028b', 'a\u0000', '19\u202e91', 'a\ud800'];
  test.each(bad)('E22: %j is no name', (name) => {
    expect(findNameFault(name, 60)).toBeDefined();
    const fields = [
      { title: name },
      { title: { en: 'Rally', ru: name } },
      { places: [{ id: 'kazan', name }] },
      { claimants: [{ id: 'ministry', name }] },
      { zones: [{ zone: 'Europe/Moscow', name }] },
      { contacts: [{ name }] },
      { contacts: [{ name: 'Hotline', phone: name }] },
    ];
    const taken = fields.filter((field) => postedBoardSchema.safeParse({ ...board, ...field }).success);
    expect(taken).toEqual([]);
  });
});

describe("people's names", () => {
  test.each([
    ...invisible,
    'Anna\nB',
    'Anna\u0000',
    'An\u202ena',
    'An\u200bna',
    '\u0410nna',
    'Ann\u03b1',
    '\u054cnna',
    '\u13aannna',
    '\ua4eenna',
    '\u674e\u200d',
    'a'.repeat(61),
  ])('E29: nobody can be named %j', (name) => {
    expect(newNameSchema.safeParse(name).success).toBe(false);
  });

  test.each(['Anna', ' Анна Ω ', 'An\u200bna', '\u0410nna'])('E29: %j may ask to come in', (name) => {
    expect(signInNameSchema.parse(name)).toBe(name.trim());
  });

  test.each([
    ['  Анна  ', 'Анна'],
    ['A\u0301nna', 'Ánna'],
    ['می‌خواهم', 'می‌خواهم'],
    ['東京 Tokyo', '東京 Tokyo'],
    ['Արմեն', 'Արմեն'],
    ['👩‍🚒', '👩‍🚒'],
    ['🔔'.repeat(60), '🔔'.repeat(60)],
  ])('E29: %j is a name', (name, kept) => {
    expect(newNameSchema.parse(name)).toBe(kept);
  });
});

const bad = [
  'javascript:alert(1)',
  'data:text/html,a',
  'vbscript:a',
  'file:///etc/passwd',
  '//evil.example',
  'https:evil.example',
  'https:/evil.example',
  'https://',
  'https:///a',
  'https://?a',
  'https://user:pass@evil.example/',
  'https://bbc.example@evil.example/',
  'https://bbc.example\\@evil.example/',
  'https:\\\\evil.example',
  'https://evil.example/a b',
  'https://evil.example/\u200b',
  '\u200bhttps://evil.example/',
  ' https://evil.example/',
  'https://evil.example/\u202e',
  'https://evil.example/a\n',
  'https://%65vil.example/',
  'https://evil.example:99999/',
  'java\tscript:alert(1)',
  `https://a.example/${'b'.repeat(500)}`,
];

describe('the law of addresses', () => {
  test.each(bad)('E23: %j is refused everywhere, and never a link', (url) => {
    expect(findAddressFault(url, CONTACT)).toBeDefined();
    expect(linkTo(url, WEB)).toBeUndefined();
    expect(entrySchemaOf().safeParse({ ...update, sources: [{ url }] }).success).toBe(false);
    const name = 'Ministry';
    const fields = [{ claimants: [{ id: 'ministry', name, url }] }, { contacts: [{ name, url }] }];
    const taken = fields.filter((field) => postedBoardSchema.safeParse({ ...board, ...field }).success);
    expect(taken).toEqual([]);
  });

  test.each([
    'https://a.example',
    'HTTP://A.example:8080/x?y@z#w',
    'https://[::1]/',
    'https://пример.рф/новости',
    'https://مثال.example/',
    'https://a.example/Foo_(bar);b',
    `https://a.example/${'🔔'.repeat(480)}`,
  ])('E23: %j is taken', (url) => {
    expect(linkTo(url, WEB)).toBe(url);
  });

  test.each(['tel:+7(900)123-45-67', 'tel:112', 'mailto:help@a.example', 'mailto:help@a.example?subject=a'])(
    'E23: %j is taken of a contact, of nobody else',
    (url) => {
      expect(postedBoardSchema.safeParse({ ...board, contacts: [{ name: 'Help', url }] }).success).toBe(true);
      expect(linkTo(url, WEB)).toBeUndefined();
    },
  );

  test.each(['tel:', 'tel:abc', 'mailto:', 'mailto:?bcc=a@b.example', 'mailto://a@b.example'])(
    'E23: %j reaches nobody',
    (url) => {
      expect(findAddressFault(url, CONTACT)?.what).toBe('host');
    },
  );

  test.each([
    ['https://evil.example?x=bbc.example', 'evil.example'],
    ['https://evil.example#bbc.example', 'evil.example'],
    ['https://www.a.example/b', 'a.example'],
    ['https://A.Example:8080', 'a.example:8080'],
    ['https://пример.рф/a', 'пример.рф'],
  ])('E24: %s leads to %s', (url, host) => {
    expect(hostOf(url)).toBe(host);
  });

  test.each(['https://bbс.example/', 'https://bbc.example⁄a.evil.example/'])(
    'E24: %s is named as the browser asks for it, since it would pass for another',
    (url) => {
      expect(hostOf(url)).toBe(new URL(url).host);
      expect(hostOf(url)).toContain('xn--');
    },
  );
});
