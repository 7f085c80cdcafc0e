import { expect, test } from 'vitest';
import { renderPage } from '../../../client/page.ts';
import { orderBoards } from '../../../client/watch/index/order-boards.ts';
import type { BoardSummary } from '../../../shared/answers.ts';
import type { Board } from '../../../shared/board.ts';
import type { Snapshot } from '../../../shared/snapshot.ts';
import type { Lang } from '../../../shared/text.ts';
import { INVENTED_NOW, inventedBoard, inventedSnapshot } from '../../support/fixtures/invented-board.ts';

const assets = { script: '/a.js', styles: [], below: '/below.css', preload: [], keepsCopies: false };

function listed(slug: string, change: Partial<Board>, at = inventedSnapshot.at) {
  const board: Board = { ...inventedBoard, nature: 'real', ...change, slug };
  const { title, state, nature, zone } = board;
  const summary: BoardSummary = { slug, title, state, nature, zone, seq: inventedSnapshot.seq, at };
  const snapshot: Snapshot = { ...inventedSnapshot, at, board };
  return { summary, snapshot };
}

async function read(boards: ReturnType<typeof listed>[], lang: Lang = 'en'): Promise<string> {
  const model = {
    page: 'boards' as const,
    boards: boards.map(({ summary }) => summary),
    snapshots: boards.map(({ snapshot }) => snapshot),
    hasAdmin: true,
  };
  const { html } = await renderPage(model, { lang, now: INVENTED_NOW, assets });
  return html
    .slice(html.indexOf('<body'))
    .replace(/<!--.*?-->/gs, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/[ \n]+/g, ' ');
}

test('W340: what goes on stands first, a replay behind it, then what will be by its start, then what was by its last day', () => {
  const start = (date: string) => ({ start: { date, time: '19:00' } });
  const boards = [
    listed('ended', { state: 'ended' }),
    listed('later', { state: 'planned', ...start('2021-05-02') }),
    listed('replay', { state: 'live', nature: 'replay' }, '2021-04-21T18:00:00.000Z'),
    listed('soon', { state: 'planned', ...start('2021-05-01') }),
    listed('old', { state: 'live' }, '2021-04-21T10:00:00.000Z'),
    listed('archived', { state: 'archived' }),
    listed('new', { state: 'live' }, '2021-04-21T16:00:00.000Z'),
  ];
  const order = ['new', 'old', 'replay', 'soon', 'later', 'ended', 'archived'];
  expect(orderBoards(boards).map(({ summary }) => summary.slug)).toEqual(order);
  expect(orderBoards([...boards].reverse()).map(({ summary }) => summary.slug)).toEqual(order);
});

test('W340: each board of the list says its sentence, its figures and how new they are, in the reader’s language', async () => {
  const english = await read([listed('rallies', { state: 'live' })]);
  expect(english).toContain('1,014 people confirmed arrested');
  expect(english).toMatch(/Registrations 463,218/);
  expect(english).toContain('Last entry');
  const russian = await read([listed('rallies', { state: 'live' })], 'ru');
  expect(russian).toContain('463\u00a0218');
  expect(russian).not.toContain('Registrations');
});

test('W340: a board whose numbers are withheld is named, without a figure', async () => {
  const { summary } = listed('broken', { state: 'live', title: 'Broken board' });
  const { seq: _seq, at: _at, ...rest } = summary;
  const model = { page: 'boards' as const, boards: [rest], snapshots: [], hasAdmin: true };
  const { html } = await renderPage(model, { lang: 'en', now: INVENTED_NOW, assets });
  expect(html).toContain('Broken board');
  expect(html).toContain('numbers withheld');
  expect(html).not.toContain('463,218');
});
