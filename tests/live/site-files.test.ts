import { expect, test } from 'vitest';
import { openRoom } from '../support/server-room.ts';

async function readWorker(url: string, headers: Record<string, string> = {}) {
  const response = await fetch(`${url}/sw.js`, { headers });
  return { response, text: await response.text(), said: (name: string) => response.headers.get(name) };
}

test('W318: the worker is asked for anew each time, and may ask nobody but this server', async () => {
  const { url } = await openRoom();
  const { response, text, said } = await readWorker(url);
  expect([response.status, said('content-type')]).toEqual([200, 'text/javascript; charset=utf-8']);
  expect(said('cache-control')).toBe('no-cache');
  expect(said('content-security-policy')).toMatch(
    /^default-src 'none'; script-src 'self'; connect-src 'self';/,
  );
  expect(text).toContain('navigationPreload');
  const known = await readWorker(url, { 'if-none-match': said('etag') ?? '' });
  expect([known.response.status, known.text]).toEqual([304, '']);
  const page = await fetch(`${url}/b/rally`);
  expect(page.headers.get('content-security-policy')).toContain("worker-src 'self'");
});

test('W314: where copies are withdrawn the worker is another, and no page asks for it', async () => {
  const { url } = await openRoom({}, { withdrawsCopies: true });
  const { text } = await readWorker(url);
  expect(text).toContain('unregister');
  expect(text).not.toContain('navigationPreload');
  expect(await (await fetch(`${url}/b/rally`)).text()).not.toContain('data-kept');
});

test('W319: what an installed page is named by is in the language of the page, with its icons', async () => {
  const { url } = await openRoom();
  const [, named] =
    /rel="manifest" href="([^"]+)"/.exec(await (await fetch(`${url}/b/rally?lang=ru`)).text()) ?? [];
  const answer = await fetch(url + named, { headers: { 'accept-language': 'en' } });
  expect(answer.headers.get('content-type')).toBe('application/manifest+json');
  const manifest = await answer.json();
  expect(manifest).toMatchObject({
    id: '/',
    lang: 'ru',
    start_url: '/?lang=ru',
    scope: '/',
    short_name: 'Tocsin',
  });
  expect(manifest.description).toMatch(/[а-я]/);
  expect(manifest.icons.map(({ purpose }: { purpose: string }) => purpose)).toEqual([
    'any',
    'any',
    'maskable',
  ]);
  for (const { src, sizes, type } of [
    ...manifest.icons,
    { src: '/apple-touch-icon.png', sizes: '180x180', type: 'image/png' },
  ]) {
    const icon = await fetch(url + src);
    expect([icon.status, icon.headers.get('content-type')]).toEqual([200, type]);
    const bytes = Buffer.from(await icon.arrayBuffer());
    expect(`${bytes.readUInt32BE(16)}x${bytes.readUInt32BE(20)}`).toBe(sizes);
    expect(bytes.length).toBeLessThan(6_000);
  }
});
