import { join } from 'node:path';
import { expect, test } from 'vitest';
import { BadSettings, readConfig } from '../../server/config.ts';

test('B26: without settings it listens on port 3000 of this machine alone, with its data in ./data', () => {
  expect(readConfig({})).toEqual({
    port: 3000,
    host: '127.0.0.1',
    dataDir: join(process.cwd(), 'data'),
    trustProxy: false,
    tickMs: 250,
    logLevel: 'info',
  });
  expect(readConfig({ SAVED_COPIES: 'on' })).toEqual(readConfig({}));
  expect(() => readConfig({ SAVED_COPIES: 'no' })).toThrow('SAVED_COPIES takes on or off.');
  // As a compose file writes what is left out.
  expect(readConfig({ PORT: '', PUBLIC_URL: ' ', DATABASE_URL: '' })).toEqual(readConfig({}));
});

test('B26: every setting is read as it is meant', () => {
  const settings = readConfig({
    PORT: '0',
    HOST: '::1',
    DATA_DIR: '/srv/tocsin',
    PUBLIC_URL: 'https://tocsin.example/',
    TICK_MS: '50',
    LOG_LEVEL: 'silent',
    SAVED_COPIES: 'off',
    TOCSIN_ADMIN: 'Anna: has: colons in it',
  });
  expect(settings).toMatchObject({
    port: 0,
    host: '::1',
    dataDir: '/srv/tocsin',
    publicUrl: 'https://tocsin.example',
    tickMs: 50,
    logLevel: 'silent',
    withdrawsCopies: true,
    admin: { name: 'Anna', password: ' has: colons in it' },
  });
});

const proxies: [text: string, value: boolean | number | string | undefined][] = [
  ['true', undefined],
  ['0.0.0.0/0', undefined],
  ['10.0.0.0/8, ::/0', undefined],
  ['false', false],
  ['2', 2],
  ['loopback', 'loopback'],
  ['loopback, 10.0.0.0/8,fd00::/8, 192.0.2.7', 'loopback, 10.0.0.0/8,fd00::/8, 192.0.2.7'],
  ['everybody', undefined],
  ['10.0.0.0/33', undefined],
  ['10.0.0.0/8/8', undefined],
  ['10.0.0', undefined],
];
for (const [text, value] of proxies) {
  test(`B26, S82: TRUST_PROXY=${text} is ${value === undefined ? 'refused' : 'taken'}`, () => {
    const read = () => readConfig({ TRUST_PROXY: text }).trustProxy;
    if (value === undefined) expect(read).toThrow(BadSettings);
    else expect(read()).toBe(value);
  });
}

for (const url of [
  'ftp://a.example',
  'https://a.example/path',
  'https://me:pw@a.example',
  'https://a.example?x',
]) {
  test(`B26: PUBLIC_URL=${url} is refused`, () => {
    expect(() => readConfig({ PUBLIC_URL: url })).toThrow('PUBLIC_URL takes');
  });
}

for (const admin of [
  'Anna',
  ':long enough password',
  'Anna:short',
  `${'x'.repeat(61)}:long enough password`,
]) {
  test(`S15: TOCSIN_ADMIN=${admin.slice(0, 20)} is refused, and the refusal does not repeat it`, () => {
    const read = () => readConfig({ TOCSIN_ADMIN: admin });
    expect(read).toThrow('TOCSIN_ADMIN takes name:password');
    expect(read).not.toThrow(admin);
  });
}
