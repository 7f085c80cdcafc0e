/** A number as the page writes it wherever it stands, and what "confirmed" means wherever the word does. */
import { expect, test } from 'vitest';
import { createSSRApp } from 'vue';
import { renderToString } from 'vue/server-renderer';
import ChartKeys from '../../../client/chart/ChartKeys.vue';
import { renderPage } from '../../../client/page.ts';
import { summarize } from '../../../client/watch/masthead/live-summary.ts';
import { chartEn } from '../../../client/words/chart-en.ts';
import { en } from '../../../client/words/en.ts';
import { createFormat } from '../../../client/words/format.ts';
import { createLocale } from '../../../client/words/locale.ts';
import type { Board } from '../../../shared/board.ts';
import { BOARD_DEFAULTS } from '../../../shared/board.ts';
import type { PageModel } from '../../../shared/page-model.ts';
import type { FeedRow, Figure, Snapshot } from '../../../shared/snapshot.ts';
import type { Lang } from '../../../shared/text.ts';

const NOW = Date.parse('2026-11-28T10:30:00Z');
const asOf = '2026-11-28T10:10:00.000Z';

async function read(model: PageModel, lang: Lang = 'en'): Promise<string> {
  const { html } = await renderPage(model, {
    lang,
    now: NOW,
    assets: { script: '/a.js', styles: [], below: '/below.css', preload: [] },
  });
  return html
    .slice(html.indexOf('<body'))
    .replace(/<!--.*?-->/gs, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');
}

const board: Board = {
  ...BOARD_DEFAULTS,
  slug: 'strike',
  title: 'Strike',
  zone: 'Europe/Berlin',
  state: 'live',
  confirming: 'two-sources',
  places: [{ id: 'essen', name: 'Essen' }],
};
const open: Figure = {
  ...{ low: 2_128, best: 2_133, high: 2_138, atLeast: true, asOf, claimant: 'desk', basis: 'stated' },
};
const ranged: Figure = { low: 271, best: 277, high: 282, asOf, claimant: 'desk', basis: 'stated' };
const point = ({ low, best, high }: Figure) => [Date.parse(asOf), low, best, high, null] as const;
const snapshot: Snapshot = {
  ...{ epoch: 'e', seq: 3, at: asOf, head: 'abcd', board, checked: {}, feed: [] },
  headline: { registration: open, arrest: ranged },
  claims: { arrest: [ranged, { ...open, claimant: 'union' }] },
  places: [{ id: 'essen', registration: open, arrest: { ...ranged, claimant: 'union', confirmed: 4 } }],
  series: {
    registration: { step: 60, points: [[...point(open)]] },
    arrest: { step: 60, points: [[...point(ranged)]] },
  },
};
const OPEN = '2,133 (at least 2,128)';
const RANGED = '277 (271\u2013282)';

test('W137: totals, rows of places, other claims and the last row of the hours write a number in one form', async () => {
  const text = await read({ page: 'board', snapshot });
  const hours = text.slice(text.indexOf('as a table'), text.indexOf('Place by place'));
  expect(hours).toContain(`11:30 ${OPEN} \u2013 ${RANGED}`);
  const places = text.slice(text.indexOf('Place by place'));
  expect(places.split(OPEN)).toHaveLength(3);
  expect(places).toMatch(/In all 2,133 \(at least 2,128\) this desk’s own count \u2013 277 \(271–282\)/);
  expect(text).toContain(`${OPEN} As of 11:10, union`);
  const whole = await read({ page: 'places', snapshot });
  expect(whole).toMatch(/In all 2,133 \(at least 2,128\) this desk’s own count \u2013 277 \(271–282\)/);
  const before = { ...snapshot, headline: {} };
  expect(summarize(before, snapshot, NOW, createLocale('en', en))).toContain(`Registrations ${OPEN}, up`);
});

test('W138: where nobody confirmed anything of a total there is neither a zero in all nor one elsewhere', async () => {
  for (const page of ['board', 'places'] as const) {
    const text = await read({ page, snapshot });
    // Elsewhere there may be some of the number, and of the part that was confirmed nothing is known.
    expect(text).toMatch(/Elsewhere .*? 0 \u2013 277 /);
    expect(text).toContain(
      '“Arrests, confirmed”: its rows hold 4 by others (union 4), while this desk’s own count',
    );
    expect(await read({ page, snapshot }, 'ru')).toContain('подтверждённых не называет');
  }
});

const row: FeedRow = {
  ...{ id: 'a', seq: 2, at: asOf, asOf, kind: 'arrest', op: 'add', count: 3, claimant: 'desk' },
  ...{ status: 'confirmed', version: 1 },
};
test.each([
  ['board', { page: 'board', snapshot }],
  ['places', { page: 'places', snapshot }],
  ['entry', { page: 'entry', snapshot, revisions: [{ what: 'posted', at: asOf, row }] }],
] as const)(
  'W139: the page of the %s, which says "confirmed", says the rule of its board',
  async (_, model) => {
    const since = { ...snapshot, board: { ...board, confirmingSince: asOf } };
    const page = { ...model, snapshot: since } as PageModel;
    const text = await read(page);
    expect(text).toContain('Confirmed means that at least two different sources are named.');
    expect(text).toContain('This has been the rule since 11:10:00');
    expect(await read(page, 'ru')).toContain('названо не меньше двух разных источников');
  },
);

test('W141: in the list of key updates a disputed one says so', async () => {
  const keys = (['disputed', 'confirmed'] as const).map((status, index) => ({
    ...{ number: index + 1, t: NOW },
    row: { ...row, id: status, status, text: status === 'disputed' ? 'One' : 'Two' },
  }));
  const given = { keys, board, today: NOW, lang: 'en', format: createFormat('en') };
  const addressOf = (id: string) => `/${id}`;
  const said = { addressOf, words: chartEn };
  const html = await renderToString(createSSRApp(ChartKeys, { ...given, ...said }));
  const text = html.replace(/<!--.*?-->|<[^>]+>/gs, ' ').replace(/\s+/g, ' ');
  expect(text).toMatch(/One Disputed .*Two $/);
});
