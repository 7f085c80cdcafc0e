import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import type { BoardSummary } from '#shared/answers.ts';
import { renderPage } from '../../../client/page.ts';
import type { Board } from '../../../shared/board.ts';
import type { PageContext, PageModel } from '../../../shared/page-model.ts';
import type { Snapshot } from '../../../shared/snapshot.ts';
import { INVENTED_NOW, inventedBoard, inventedSnapshot } from '../../support/fixtures/invented-board.ts';

const assets = {
  script: '/assets/watch.js',
  styles: ['/assets/more.css'],
  below: '/assets/below.css',
  preload: ['/assets/vue.js'],
};
const context: PageContext = { lang: 'en', now: INVENTED_NOW, assets, publicUrl: 'https://tocsin.example' };

async function read(model: PageModel, change: Partial<PageContext> = {}) {
  const { html, styleHashes } = await renderPage(model, { ...context, ...change });
  const body = html.slice(html.indexOf('<body'));
  const text = body
    .replace(/<!--.*?-->/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/[ \n]+/g, ' ');
  return { html, body, text, styleHashes };
}

const board = (snapshot: Snapshot = inventedSnapshot): PageModel => ({ page: 'board', snapshot });
const changed = (change: Partial<Board>): Snapshot => ({
  ...inventedSnapshot,
  board: { ...inventedBoard, ...change },
});

test('W40: the figures are in the page before any script runs, each with its time, its certainty and its claimant', async () => {
  const { text } = await read(board());
  expect(text).toContain('463,218');
  expect(text).toContain('92.6% of the 500,000 goal, 36,782 to go');
  expect(text).toContain('Confirmed as of 19:41, this desk’s own count');
  expect(text).toContain('1,014 confirmed');
  expect(text).toContain('Reported: 1,130 (1,070\u20131,192)');
  expect(text).toContain('sum of places; Legal aid’s own total 1,004 as of 19:09');
  expect(text).toContain('620 As of 19:02, Ministry');
  expect(text).toContain('168 confirmed, 46 not confirmed, 9 corrected');
  expect(text).toContain('19:42:10 Moscow');
  expect(text).toContain('7 pm has reached 10 of 11 zones');
});

test('W40: so are twenty posts, the hours and the places', async () => {
  const { body, text } = await read(board());
  expect(body.match(/<li id="no-/g)).toHaveLength(20);
  expect(text).toContain('Kaliningrad');
  expect(text).toContain('The chart is drawn by the page’s script. The table below says the same.');
  expect(body).toContain('id="day-table"');
});

test('W120: while the list has a post that is disputed, no tally says that nothing was posted', async () => {
  const feed = inventedSnapshot.feed.map((row) => ({ ...row, status: 'disputed' as const }));
  const { text } = await read(board({ ...inventedSnapshot, headline: {}, claims: {}, series: {}, feed }));
  expect(text).toContain('Disputed');
  expect(text).not.toMatch(/nothing (was )?posted/);
});

test('W40: a number that nobody has stated is a dash, and zero is zero', async () => {
  const { text } = await read(board({ ...inventedSnapshot, headline: {}, claims: {}, series: {}, feed: [] }));
  expect(text.match(/\u2013 nothing counted/g)).toHaveLength(3);
  expect(text).toContain('No posts with a text.');
  const zero = { best: 0, confirmed: 0, corrected: 0, asOf: inventedSnapshot.at };
  const { text: said } = await read(board({ ...inventedSnapshot, headline: { update: zero } }));
  expect(said).toContain('0 confirmed, 0 not confirmed');
});

test('W41: the page in Russian is Russian throughout', async () => {
  const { html, text } = await read(board(), { lang: 'ru' });
  expect(html).toContain('<html lang="ru">');
  expect(text).toContain('463\u00a0218');
  expect(text).toContain('19:00 уже в 10 из 11 поясов');
  expect(text).toContain('Страница не ставит куки и не записывает адреса.');
  // What somebody wrote is in their language.
  const posts = /<ol id="posts".*?<\/ol>|<p class="words".*?<\/p>/gs;
  const words = (await read(board(), { lang: 'ru' })).body.replace(posts, '').replace(/<[^>]+>/g, ' ');
  expect(
    words.match(/\b(?!Tocsin|English|JSON|JavaScript|UTC|CSV|NDJSON|Atom|Feed|iCalendar)[A-Za-z]{3,}\b/g) ??
      [],
  ).toEqual([]);
});

test('W42: there is no inline script and no style attribute, and the one inline sheet is named by its hash', async () => {
  for (const model of [
    board(),
    { page: 'boards', boards: [], snapshots: [], hasAdmin: false },
    { page: 'desk', hasAdmin: true },
    { page: 'problem', status: 404 },
  ] satisfies PageModel[]) {
    const { html, styleHashes } = await read(model);
    expect(html).not.toMatch(/<script(?![^>]*\bsrc=)/);
    expect(html).not.toMatch(/<[^>]+\s(?:style|on\w+)=/);
    const sheets = [...html.matchAll(/<style>(.*?)<\/style>/gs)].map(([, css = '']) => css);
    expect(styleHashes).toEqual(
      sheets.map((css) => `sha256-${createHash('sha256').update(css).digest('base64')}`),
    );
    expect(html).toContain('<script type="module" src="/assets/watch.js"></script>');
    expect(html).not.toMatch(/(?:src|href)="https?:(?!\/\/(?:tocsin|legal-aid|news|net)\.example)/);
  }
});

test('W42: the page carries no snapshot', async () => {
  const { html } = await read(board());
  expect(html).not.toContain('"epoch"');
  expect(html).toContain('<body data-board="invented-rallies">');
});

test('W43: what somebody wrote stays text', async () => {
  const evil = '<script>alert(1)</script>" onload="x';
  const [row] = inventedSnapshot.feed;
  const feed = row ? [{ ...row, text: evil, sources: [{ title: evil }] }] : [];
  const { html } = await read(board({ ...changed({ title: evil, summary: evil }), feed }));
  expect(html).not.toContain('<script>alert');
  expect(html).not.toContain('" onload="');
});

test('W44: a replay and an invention say so before anything else', async () => {
  expect((await read(board(changed({ nature: 'replay' })))).text).toContain(
    'Replay of 21 April 2021: nothing on this page is happening now.',
  );
  expect((await read(board())).text).toContain(
    'Simulated: every number, post and source on this page was invented.',
  );
  expect((await read(board(changed({ nature: 'real' })))).text).not.toContain('Simulated');
});

test('W45: each state of a board has its word', async () => {
  const later = { date: '2021-04-22', time: '19:00' };
  expect((await read(board(changed({ state: 'planned', start: later })))).text).toContain('Starts at 10:00');
  expect((await read(board(changed({ state: 'ended' })))).text).toMatch(
    /Ended .*Final as of 19:41:00 Moscow/,
  );
  expect((await read(board(changed({ state: 'draft' })))).text).toContain('Not public yet');
});

test('W46: a page that no script takes over says after a while since when it has heard nothing', async () => {
  const { html, text } = await read(board());
  expect(text).toContain('This page has heard nothing new since 19:42:10.');
  expect(html).toContain('<noscript><meta http-equiv="refresh" content="60"></noscript>');
});

test('W47: retracted and corrected posts keep what they said, struck', async () => {
  const { body } = await read(board());
  expect(body).toMatch(/<del[^>]*>An ambulance was turned back at a cordon\.<\/del>/);
  expect(body).toMatch(/<del>.*?72 in total ?<\/bdi><\/del>.*?<ins>.*?64 in total<\/span><\/ins>/s);
  expect(body).toContain('Eight people had been listed by two hotlines.');
  expect(body).toContain('The text was erased.');
});

test('W48: the list of boards leads to each, and an address without a page leads there', async () => {
  const summary: BoardSummary = {
    slug: 'a',
    title: { en: 'One', ru: 'Один' },
    state: 'live',
    nature: 'replay',
    zone: 'UTC',
    seq: 7,
    at: inventedSnapshot.at,
  };
  const ended: BoardSummary = { ...summary, slug: 'b', title: 'Two', state: 'ended', nature: 'real' };
  const list = await read({ page: 'boards', boards: [ended, summary], snapshots: [], hasAdmin: true });
  expect(list.text).toMatch(/One .*Two/);
  expect(list.html).toContain('<a href="/b/a" dir="auto">One</a>');
  expect(list.text).toContain('Replay Last entry 16:41');
  const absent = await read({ page: 'problem', status: 404 }, { lang: 'ru' });
  expect(absent.text).toContain('Здесь ничего нет');
  expect(absent.html).toContain('href="/"');
});

test('W49: the desk says what it needs where there is no script', async () => {
  const { html } = await read({ page: 'desk', hasAdmin: true });
  expect(html).toContain('<div id="app">');
  expect(html).toMatch(/<noscript>.*The desk needs JavaScript/s);
});

// Mutants: the rows of places in one turn; a region that is left out; one whose turn comes after the page is sent.
test('P132: a page that is rendered in pieces is the same as one that is rendered at once', async () => {
  const many = Array.from({ length: 400 }, (_, at) => ({
    ...inventedBoard.places[0],
    id: `p${at}`,
    name: `P${at}`,
  }));
  const rows = many.map(({ id }) => ({ id, arrest: inventedSnapshot.headline.arrest }));
  const snapshot = { ...changed({ places: many as Board['places'] }), places: rows as Snapshot['places'] };
  for (const model of [{ page: 'places', snapshot }, board(snapshot)] as const) {
    let turns = 0;
    const turn = () => {
      turns += 1;
      return new Promise<void>((resolve) => setImmediate(resolve));
    };
    expect((await read(model, { turn })).html).toBe((await read(model)).html);
    expect(turns).toBeGreaterThan(400 / 50);
  }
});
