/** All outputs are views of one tally: whatever was posted, none has another number than the snapshot. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { writeBadge } from '../../../client/outputs/badge.ts';
import { writeJsonFeed } from '../../../client/outputs/feeds.ts';
import { writeLine } from '../../../client/outputs/line.ts';
import { sayFigures } from '../../../client/outputs/said-figures.ts';
import { writeTextPage } from '../../../client/outputs/text-page.ts';
import { chooseOrder, listPlaceGroups, numberIn } from '../../../client/watch/places/place-rows.ts';
import { en } from '../../../client/words/en.ts';
import { nameKind } from '../../../client/words/kind-name.ts';
import { createLocale } from '../../../client/words/locale.ts';
import { asServed } from '../../../client/words/served.ts';
import { createView } from '../../../server/live/view.ts';
import { createTally } from '../../../shared/counting/create-tally.ts';
import type { ChangedPost, Tally } from '../../../shared/counting/tally.ts';
import type { CountKind } from '../../../shared/kinds.ts';
import { countKindsOf } from '../../../shared/kinds.ts';
import type { Snapshot } from '../../../shared/snapshot.ts';
import { makeHistory, steps } from '../../support/random-history.ts';

const locale = createLocale('en', asServed('en', en));
const now = Date.parse('2021-04-21T18:00:00Z');

const histories = steps.map((made): { tally: Tally; snapshot: Snapshot } => {
  const tally = createTally();
  tally.fold(makeHistory(made));
  return { tally, snapshot: createView(tally, 'epoch', 'head').snapshot };
});

/** The big number of a kind as it is written first, whatever follows. */
function bigOf({ headline, board }: Snapshot, kind: CountKind): string | undefined {
  const figure = headline[kind];
  const isConfirmed = board.big[kind] === 'confirmed';
  const number = isConfirmed ? figure?.confirmed : figure?.best;
  if (number === undefined) return undefined;
  const isOpen = !isConfirmed && figure?.atLeast && figure.low === figure.best;
  return `${isOpen ? 'at least ' : ''}${locale.format.count(number)}`;
}

test('O67: the text page, the line and the badge have the snapshot’s numbers, and none where it has none', () => {
  fc.assert(
    fc.property(histories, ({ snapshot }) => {
      const outputs = { page: read(snapshot), line: writeLine({ snapshot, now, locale }) };
      for (const kind of countKindsOf(snapshot.board)) expectAgreed(snapshot, kind, outputs);
      const updates = snapshot.headline.update?.best;
      if (updates !== undefined) expect(outputs.page).toContain(`Updates: <b>${updates}</b>`);
    }),
    { numRuns: 300 },
  );
});

/** The text page without the tags that names stand in. */
function read(snapshot: Snapshot): string {
  return writeTextPage({ snapshot, now, locale }).replaceAll(/<\/?bdi>/g, '');
}

function expectAgreed(
  snapshot: Snapshot,
  kind: CountKind,
  { page, line }: { page: string; line: string },
): void {
  const name = nameKind(kind, snapshot.board, locale);
  const big = bigOf(snapshot, kind);
  expect(page).toContain(big === undefined ? `<li>${name}: ` : `<li>${name}: <b>${big}`);
  expect(line.includes(`${name} `)).toBe(big !== undefined);
  if (big !== undefined) expect(line).toMatch(new RegExp(`${name} ${big}(?![\\d])`));
  const badge = writeBadge({ snapshot, now, locale }, kind);
  const value = [...badge.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].at(-1)?.[1];
  expect(value?.startsWith(big ?? '–')).toBe(true);
}

test('O67: the ten places of the text page are the first of the page’s table, with its numbers', () => {
  fc.assert(
    fc.property(histories, ({ snapshot }) => {
      const order = chooseOrder(snapshot);
      const rows = listPlaceGroups(snapshot, order, 'en').flatMap((group) =>
        group.rows.map((row) => ({ ...row, parent: group.parent })),
      );
      const [list = ''] = /<ol>.*?<\/ol>/s.exec(read(snapshot)) ?? [];
      const shown = [...list.matchAll(/<li>([^:]*): (?:at least )?([\d,–]*)/g)].map(([, name, number]) => [
        name,
        number,
      ]);
      const expected = rows.slice(0, 10).map(({ name, parent, figures }) => {
        const number = numberIn(figures, order);
        return [
          parent ? `${name} (${parent.name})` : name,
          number === undefined ? '–' : locale.format.count(number),
        ];
      });
      expect(shown).toEqual(order.kind === undefined ? [] : expected);
    }),
    { numRuns: 300 },
  );
});

test('O67: a feed has what the page’s feed holds, and of what was erased no word', () => {
  fc.assert(
    fc.property(histories, ({ tally, snapshot: { board } }) => {
      const { definition } = tally;
      if (!definition) throw new Error('every history makes its board');
      const posts = tally.recentPosts(50);
      const { items } = JSON.parse(
        writeJsonFeed({ board, definition, posts, origin: 'https://t.example', locale }),
      );
      const ids: string[] = items.map(({ id }: { id: string }) => id);
      expect(ids).toEqual(posts.map(({ row }) => `urn:uuid:${row.id}`));
      expect(ids).toEqual(expect.arrayContaining(tally.feed(50).map(({ id }) => `urn:uuid:${id}`)));
      for (const [at, post] of posts.entries()) expectTold(post, items[at]);
    }),
    { numRuns: 300 },
  );
});

function expectTold({ row }: ChangedPost, { title, content_text: text }: Record<string, string>): void {
  const [, head] = /^(Retracted|Erased|Corrected): /.exec(title ?? '') ?? [];
  expect(head !== undefined).toBe(Boolean(row.retracted ?? row.corrected ?? row.erased) || head === 'Erased');
  if (head === 'Erased' && row.text !== undefined) expect(text).not.toContain(row.text);
}

test('O67: what an embedded board says is what the others say', () => {
  fc.assert(
    fc.property(histories, ({ snapshot }) => {
      const reading = { snapshot, now, locale };
      for (const { kind, number, name } of sayFigures(reading)) {
        const title = /<title>([^<]*)<\/title>/.exec(writeBadge(reading, kind))?.[1] ?? '';
        if (number !== undefined) expect(title).toContain(`${name}, ${number}`);
      }
    }),
    { numRuns: 100 },
  );
});
