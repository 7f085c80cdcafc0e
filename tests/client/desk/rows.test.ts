import { expect, test } from 'vitest';
import type { PublicLine } from '#shared/line.ts';
import type { FeedRow } from '#shared/snapshot.ts';
import { createDeskLedger } from '../../../client/desk/ledger/desk-ledger.ts';
import type { DeskEntry } from '../../../client/desk/ledger/desk-rows.ts';
import { foldLine } from '../../../client/desk/ledger/desk-rows.ts';
import { createApi } from '../../../client/net/api.ts';

const at = (seq: number) => new Date(seq * 60_000).toISOString();
const update = (seq: number, more: object = {}): PublicLine => ({
  seq,
  at: at(seq),
  id: `entry-${seq}`,
  kind: 'update',
  asOf: at(seq),
  claimant: 'desk',
  status: 'reported',
  text: `text ${seq}`,
  ...more,
});
const change = (seq: number, of: number, what: object): PublicLine =>
  ({ seq, at: at(seq), id: `entry-${seq}`, target: `entry-${of}`, ...what }) as PublicLine;

function fold(...lines: PublicLine[]): FeedRow[] {
  const entries = new Map<string, DeskEntry>();
  for (const line of lines) foldLine(entries, line);
  return [...entries.values()].map(({ row }) => row);
}

test('K11: a corrected row shows what holds now, and what each changed field said at first', () => {
  const [row] = fold(
    update(1, { place: 'kazan', sources: [{ title: 'caller' }] }),
    change(2, 1, { kind: 'correction', set: { text: 'second', place: null }, reason: 'mistyped' }),
    change(3, 1, { kind: 'correction', set: { text: 'third' }, reason: 'again' }),
  );
  expect(row).toMatchObject({
    text: 'third',
    sources: [{ title: 'caller' }],
    version: 3,
    corrected: { at: at(3), reason: 'again', was: { text: 'text 1', place: 'kazan' } },
  });
  expect(row).not.toHaveProperty('place');
});

test('K11: status, marks and retraction are shown on the row, each a new version of it', () => {
  const [row] = fold(
    update(1, { sources: [{ title: 'caller' }] }),
    change(2, 1, { kind: 'status', status: 'confirmed', sources: [{ title: 'photo' }] }),
    change(3, 1, { kind: 'mark', key: true, pinned: true }),
    change(4, 1, { kind: 'mark', pinned: false }),
    change(5, 1, { kind: 'retraction', reason: 'another town' }),
  );
  expect(row).toMatchObject({
    status: 'confirmed',
    sources: [{ title: 'caller' }, { title: 'photo' }],
    key: true,
    retracted: { at: at(5), reason: 'another town' },
    version: 5,
  });
  expect(row).not.toHaveProperty('pinned');
});

test('K11: erased texts are gone from the row, which stays at its version', () => {
  const [row] = fold(update(1), change(2, 1, { kind: 'erasure' }));
  expect(row).toMatchObject({ erased: true, version: 1 });
  expect(row).not.toHaveProperty('text');
});

interface Server {
  lines: PublicLine[];
  isCut: boolean;
  asked: number;
  /** What the answers to questions from now on wait for. */
  held?: Promise<void> | undefined;
}

/** A server with these lines that answers as `GET …/entries` does; it may be cut off. */
function serve(lines: PublicLine[]) {
  const server: Server = { lines, isCut: false, asked: 0 };
  const api = createApi(async (path) => {
    server.asked += 1;
    if (server.isCut) throw new TypeError('no network');
    const query = new URL(String(path), 'http://desk').searchParams;
    const [after, before] = [Number(query.get('after')), Number(query.get('before'))];
    const entries = server.lines.filter(({ seq }) => seq > after && seq < before);
    await server.held;
    return Response.json({ entries, next: null });
  });
  return { server, ledger: createDeskLedger(api, 'rallies') };
}
const numbers = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => from + at);
const shown = (ledger: ReturnType<typeof serve>['ledger']) => ledger.rows.value.map(({ seq }) => seq);

test('K11: the list begins with the newest page, and older ones are read when asked for', async () => {
  const { ledger } = serve(numbers(1, 250).map((seq) => update(seq)));
  await ledger.follow('e', 250);
  expect(shown(ledger)).toEqual(numbers(151, 250).reverse());
  expect(ledger.hasOlder.value).toBe(true);
  await ledger.readOlder();
  await ledger.readOlder();
  expect(shown(ledger)).toEqual(numbers(1, 250).reverse());
  expect(ledger.hasOlder.value).toBe(false);
});

test('K11: older entries that come after the list began anew are not put before it', async () => {
  const { server, ledger } = serve(numbers(1, 250).map((seq) => update(seq)));
  await ledger.follow('e', 250);
  let answerOlder = () => {};
  server.held = new Promise<void>((answer) => {
    answerOlder = answer;
  });
  const older = ledger.readOlder();
  server.held = undefined;
  server.lines = numbers(1, 3).map((seq) => update(seq, { text: 'restored' }));
  await ledger.follow('f', 3);
  answerOlder();
  await older;
  expect(shown(ledger)).toEqual([3, 2, 1]);
});

test('K11: what comes while an answer is on its way, or while there is none, is read afterwards', async () => {
  const { server, ledger } = serve([update(1)]);
  const first = ledger.follow('e', 1);
  server.lines = [...server.lines, update(2), change(3, 1, { kind: 'mark', key: true })];
  await Promise.all([first, ledger.follow('e', 3)]);
  expect(ledger.rows.value).toMatchObject([{ seq: 2 }, { seq: 1, key: true }]);
  server.isCut = true;
  server.lines = [...server.lines, update(4)];
  await ledger.follow('e', 4);
  expect(shown(ledger)).toEqual([2, 1]);
  server.isCut = false;
  await ledger.follow('e', 4);
  expect(shown(ledger)).toEqual([4, 2, 1]);
});

test('K11: a text that is erased elsewhere is read away here, whichever line said it', async () => {
  const correction = change(2, 1, { kind: 'correction', set: { text: 'a name' }, reason: 'r' });
  const { server, ledger } = serve([update(1), correction]);
  await ledger.follow('e', 2);
  expect(ledger.rows.value).toMatchObject([{ text: 'a name' }]);
  server.lines = [
    update(1),
    change(2, 1, { kind: 'correction', set: {}, erased: true }),
    change(3, 2, { kind: 'erasure' }),
  ];
  await ledger.follow('e', 3);
  expect(ledger.rows.value).toMatchObject([{ text: 'text 1' }]);
});

test('K11: another epoch, or being far behind, begins anew', async () => {
  const { server, ledger } = serve(numbers(1, 10).map((seq) => update(seq)));
  await ledger.follow('e', 10);
  server.lines = numbers(1, 4).map((seq) => update(seq, { text: 'restored' }));
  await ledger.follow('f', 4);
  expect(ledger.rows.value).toMatchObject([4, 3, 2, 1].map((seq) => ({ seq, text: 'restored' })));
  server.lines = numbers(1, 2_000).map((seq) => update(seq));
  await ledger.follow('f', 2_000);
  expect(shown(ledger)).toEqual(numbers(1_901, 2_000).reverse());
});

test('K11: a tick that comes at whatever moment of a read is read too', async () => {
  for (let moment = 0; moment < 40; moment++) {
    const { server, ledger } = serve([update(1)]);
    const first = ledger.follow('e', 1);
    for (let turn = 0; turn < moment; turn++) await Promise.resolve();
    server.lines = [update(1), update(2)];
    await Promise.all([first, ledger.follow('e', 2)]);
    expect([moment, shown(ledger)]).toEqual([moment, [2, 1]]);
  }
});
