import { expect, test } from 'vitest';
import { renderPage } from '../../../client/page.ts';
import type { FeedRow, Snapshot } from '../../../shared/snapshot.ts';
import type { Lang } from '../../../shared/text.ts';
import { INVENTED_NOW, inventedBoard, inventedSnapshot } from '../../support/fixtures/invented-board.ts';

async function read(snapshot: Snapshot, lang: Lang = 'en') {
  const assets = { script: '/a.js', styles: [], below: '/below.css', preload: [] };
  const { html } = await renderPage({ page: 'board', snapshot }, { lang, now: INVENTED_NOW, assets });
  const body = html.slice(html.indexOf('<body')).replace(/<!--.*?-->/gs, '');
  return { body, text: textOf(body) };
}
const textOf = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/[ \n]+/g, ' ');
const tallyOf = (body: string, kind: string) =>
  textOf(new RegExp(`<section[^>]*aria-labelledby="tally-${kind}".*?</section>`, 's').exec(body)?.[0] ?? '');

test('W254: the page tells who states each number, as of when, and whom the board follows, before any script runs', async () => {
  const { body } = await read(inventedSnapshot);
  const buttons = [...body.matchAll(/<button[^>]*popovertarget="([^"]+)"/g)].map(([, id]) => id);
  for (const kind of ['registration', 'arrest']) {
    expect(buttons).toContain(`claims-${kind}`);
    expect(body).toContain(`id="claims-${kind}"`);
  }
  const panel = textOf(/<section id="claims-arrest".*?<\/section>/s.exec(body)?.[0] ?? '');
  expect(panel).toContain('620 As of 19:02, Ministry');
  expect(panel).toMatch(/1,130 \(1,070–1,192\) As of 19:41, Legal aid shown/);
  expect(panel).toContain('This board trusts Legal aid.');
  expect(panel).toContain('The number shown is that of Legal aid.');
  const policy = { arrest: ['desk', 'legal-aid'] };
  const ordered = await read({ ...inventedSnapshot, board: { ...inventedBoard, policy } });
  expect(ordered.text).toContain('This board trusts, in this order: this desk’s own count, Legal aid.');
  const stranger = await read({
    ...inventedSnapshot,
    board: { ...inventedBoard, policy: { arrest: ['desk'] } },
  });
  expect(stranger.text).toContain(
    'None of them speaks for all of it yet, so the highest of the others is shown: Legal aid.',
  );
});

// Mutants: the words left out of one of them; kept though somebody has added to the number.
test('V86: “dozens” stays “dozens” in a tally, in who says what and in the table', async () => {
  const { asOf } = inventedSnapshot.headline.arrest ?? {};
  const figure = {
    low: 20,
    best: 30,
    high: 99,
    asOf: asOf ?? '',
    claimant: 'legal-aid',
    basis: 'stated' as const,
  };
  const [row] = rows({
    ...{ kind: 'arrest', op: 'total', claimant: 'legal-aid', asOf: figure.asOf },
    count: { low: 20, best: 30, high: 99, words: 'dozens' },
  });
  if (!row) throw new Error('there is no post');
  const { place: _, ...whole } = row;
  const told = { headline: { arrest: figure }, claims: { arrest: [figure] }, feed: [whole] };
  const { body } = await read({ ...inventedSnapshot, ...told });
  const panel = textOf(/<section id="claims-arrest".*?<\/section>/s.exec(body)?.[0] ?? '');
  expect(panel).toContain('30 (20–99) “dozens” As of');
  expect(tallyOf(body, 'arrest')).toMatch(/Legal aid; “dozens”/);
  expect(textOf(/<table id="day-table".*?<\/table>/s.exec(body)?.[0] ?? '')).toContain('30 (20–99) “dozens”');
  const more = { ...figure, best: 31 };
  const added = await read({
    ...inventedSnapshot,
    ...told,
    headline: { arrest: more },
    claims: { arrest: [more] },
  });
  expect(added.text.split('“dozens”')).toHaveLength(2);
});

const rows = (...changes: Partial<FeedRow>[]): FeedRow[] =>
  changes.map((change, at) => ({
    ...(inventedSnapshot.feed[0] as FeedRow),
    ...{ id: `00000000-0000-4000-8000-00000000000${at}`, seq: 90 - at, text: `Text ${at}` },
    ...change,
  }));

test.each<[string, FeedRow[], string]>([
  ['the newest key update', rows({}, { key: true }, { key: true }), 'Key update 19:41 Text 1'],
  ['else the newest post with a text', rows({ text: '' }, {}), 'Text 1'],
  [
    'none that is withdrawn or disputed',
    rows({ key: true, retracted: { at: inventedSnapshot.at } }, { key: true, status: 'disputed' }, {}),
    'Text 2',
  ],
])('W255: the tally of updates says %s', async (_, feed, words) => {
  const { body } = await read({ ...inventedSnapshot, feed });
  const said = tallyOf(body, 'update');
  expect(said).toContain(words);
  expect(said.match(/Text \d/g)).toHaveLength(1);
  expect(said).toContain('214');
});

test.each([
  ['en', '1,014 confirmed up to 1,192', 'confirmed reported, not confirmed withdrawn'],
  ['ru', 'подтверждено 1 014 до 1 192', 'подтверждено сообщается, не подтверждено отозвано'],
] as const)(
  'W256: both ends of a bar are written, and the marks explained once (%s)',
  async (lang, ends, legend) => {
    const { body, text } = await read(inventedSnapshot, lang);
    expect(tallyOf(body, 'arrest').replaceAll('\u00a0', ' ')).toContain(ends);
    expect(text.split(legend)).toHaveLength(2);
  },
);
