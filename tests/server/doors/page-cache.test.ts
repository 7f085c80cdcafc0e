/** Pages that are rendered in pieces, among others who wait for their turn. */
import { expect, test } from 'vitest';
import { systemClock, systemTimers } from '../../../server/clock.ts';
import { createPageCache } from '../../../server/doors/pages/page-cache.ts';
import type { PageRenderer } from '../../../server/doors/pages/page-renderer.ts';
import { createLanes } from '../../../server/doors/turns.ts';

// Mutant: each piece stands in the lane for itself, and two long pages are refused for want of room.
test('P132: a page of a thousand pieces stands in its lane once', async () => {
  const renderer: PageRenderer = {
    async render(_, { turn }) {
      await Promise.all(Array.from({ length: 1_000 }, () => turn?.()));
      return { html: '<p>', styleHashes: [] };
    },
    renderOutput: () => Promise.reject(new Error('none')),
    embedScript: () => Promise.resolve(''),
    mountAssets() {},
  };
  const { pages } = createLanes(systemTimers);
  let [waiting, most] = [0, 0];
  const turns = {
    async take() {
      waiting += 1;
      most = Math.max(most, waiting);
      await pages.take();
      waiting -= 1;
    },
  };
  const find = createPageCache({ renderer, clock: systemClock, publicUrl: undefined, turns });
  const wanted = {
    name: 'a',
    version: '1',
    model: { page: 'desk', hasAdmin: true },
    isPrivate: false,
  } as const;
  const found = await Promise.all([
    find(wanted, { lang: 'en', savesData: false }),
    find(wanted, { lang: 'ru', savesData: false }),
  ]);
  expect(found.map(({ html }) => html.toString())).toEqual(['<p>', '<p>']);
  expect(most).toBe(2);
});
