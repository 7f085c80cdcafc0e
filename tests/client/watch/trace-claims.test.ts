/** Which post a claim stands on. */
import { expect, test } from 'vitest';
import type { FeedRow, Figure } from '#shared/snapshot.ts';
import type { Api } from '../../../client/net/api.ts';
import { renderPage } from '../../../client/page.ts';
import { askForPosts } from '../../../client/watch/claims/ask-for-posts.ts';
import { traceClaim } from '../../../client/watch/claims/trace-claims.ts';
import { sayOrigin } from '../../../client/watch/entry-words.ts';
import { en } from '../../../client/words/en.ts';
import { createLocale } from '../../../client/words/locale.ts';
import { NOW, snapshotOf } from '../../support/chart-day.ts';

const ASOF = '2021-04-21T12:00:00Z';
const figure = (claimant: string, more: Partial<Figure> = {}): Figure => ({
  ...{ best: 5, low: 5, high: 5, asOf: ASOF, claimant, basis: 'stated' },
  ...more,
});
const row = (id: string, claimant: string, more: Partial<FeedRow> = {}): FeedRow => ({
  ...{ id, seq: 1, at: ASOF, asOf: ASOF, kind: 'arrest', op: 'total', count: 5, claimant },
  ...{ status: 'reported', version: 1, sources: [{ title: `of ${id}` }] },
  ...more,
});
const whole = { kind: 'arrest', place: undefined } as const;

test('V85: a claim stands on the total that it names, on the post of its time, or as a sum on the newest that it counts', () => {
  const rows = [
    row('b', 'desk', { place: 'ufa' }),
    row('a', 'desk'),
    row('c', 'union', { kind: 'registration' }),
  ];
  expect(traceClaim(rows, figure('desk'), whole)?.id).toBe('a');
  expect(traceClaim(rows, figure('desk'), { ...whole, place: 'ufa' })?.id).toBe('b');
  expect(traceClaim(rows, figure('desk', { basis: 'summed' }), whole)?.id).toBe('b');
  expect(traceClaim(rows, figure('union'), whole)).toBeUndefined();
  const stated = { best: 4, asOf: ASOF, entry: 'c' };
  expect(traceClaim(rows, figure('desk', { basis: 'summed', stated }), whole)?.id).toBe('c');
});

// Mutants: asked for though the page knows it; a count without a text not found; nothing further back than the newest lines.
test('V85: what the page does not know of a claim is asked for: its total, the newest lines, and then further back', async () => {
  const asked: unknown[] = [];
  const lines = [row('line', 'ministry'), row('other', 'ministry', { place: 'ufa' })];
  const call = async (name: string, { id, query }: { id: string; query?: object }) => {
    asked.push(query ? name : `${name} ${id}`);
    const body = {
      listEntries: { entries: lines },
      feed: { feed: [row('old', 'paper')] },
      entry: row(id, 'whoever'),
    };
    return { is: 'answered', status: 200, body: body[name as keyof typeof body] };
  };
  const stated = { best: 4, asOf: ASOF, entry: 'total' };
  const claims = [
    figure('desk'),
    figure('union', { basis: 'advanced', stated }),
    figure('ministry'),
    figure('paper'),
  ];
  const parts = { snapshot: snapshotOf(), api: { call } as unknown as Api };
  const found = await askForPosts([row('known', 'desk')], claims, whole, parts);
  expect(found.map(({ id }) => id)).toEqual(['total', 'line', 'old']);
  expect(asked.toSorted()).toEqual(['entry line', 'entry total', 'feed', 'listEntries']);
  asked.length = 0;
  expect(await askForPosts([row('known', 'desk')], [figure('desk')], whole, parts)).toEqual([]);
  expect(asked).toEqual([]);
});

test('V87: a post’s page begins with its place, who says so, and from which sources', async () => {
  const post = row('a', 'ministry', {
    place: 'ufa',
    sources: [{ title: 'Bulletin' }, { url: 'https://paper.example/1' }],
  });
  const { board } = snapshotOf();
  expect(sayOrigin(post, board, createLocale('en', en))).toBe('Ufa · ministry · Bulletin, paper.example');
  const snapshot = snapshotOf();
  const revisions = [{ what: 'posted' as const, at: ASOF, row: post }];
  const assets = { script: '/a.js', styles: [], below: '/below.css', preload: [] };
  const { html } = await renderPage({ page: 'entry', snapshot, revisions }, { lang: 'en', now: NOW, assets });
  expect(html.indexOf('Ufa · ministry · Bulletin, paper.example')).toBeGreaterThan(html.indexOf('<h1'));
});
