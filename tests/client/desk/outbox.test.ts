import { expect, test } from 'vitest';
import type { Acknowledgement } from '#shared/answers.ts';
import type { EntryToPost } from '#shared/entry.ts';
import type { OutboxWorld } from '../../../client/desk/outbox/outbox.ts';
import { createOutbox } from '../../../client/desk/outbox/outbox.ts';
import type { OutboxItem, OutboxStorage } from '../../../client/desk/outbox/outbox-item.ts';
import { openOutboxStorage } from '../../../client/desk/outbox/outbox-storage.ts';

type Entry = OutboxItem['entry'];
const update = (text: string): EntryToPost => ({ kind: 'update', text });
const post = (text: string, author = 'Lena') => ({ board: 'rallies', author, entry: update(text) });
const textOf = (entry: Entry) => ('text' in entry ? entry.text : undefined);
const receipt = ({ id }: Entry, seq = 1): Acknowledgement => ({
  status: 201,
  body: { entries: [{ id, seq, at: '2021-04-21T16:00:00.000Z', version: 1, state: 'published' }] },
});
const problem = (status: number, more: object = {}): Acknowledgement => ({
  status,
  body: { type: 'about:blank', title: 'No', status, detail: 'It says no.', ...more },
});

/** A device with one tab: a server that answers as told, a clock that stands, pauses that end when told. */
async function openDevice(
  server: (entry: Entry) => Promise<Acknowledgement> | Acknowledgement,
  storage?: OutboxStorage,
) {
  const disk = storage ?? (await openOutboxStorage());
  const sent: Entry[] = [];
  const pauses: { ms: number; end: () => void }[] = [];
  let minted = 0;
  const world: OutboxWorld = {
    storage: disk,
    async send(_board, entry) {
      sent.push(entry);
      return server(entry);
    },
    now: () => 0,
    mintId: () => `id-${Math.trunc(performance.now() * 1000)}-${minted++}`,
    pause: (ms, signal) =>
      new Promise((end) => {
        pauses.push({ ms, end });
        signal.addEventListener('abort', () => end(), { once: true });
      }),
    alone: (work) => work(),
    announce: () => undefined,
  };
  const outbox = await createOutbox(world);
  return { outbox, sent, pauses, disk, states: () => outbox.items.value.map(({ state }) => state.is) };
}

test('K9: a post is on this device under an id of its own before it is sent', async () => {
  const device = await openDevice(() => Promise.reject(new Error('sent too early')));
  await device.outbox.add(post('first'));
  const [item] = await device.disk.read();
  expect(item).toMatchObject({ state: { is: 'here' }, entry: { text: 'first' } });
  expect(item?.entry.id).toBe(item?.id);
  expect(device.sent).toEqual([]);
});

test('K9: a post that is kept but cannot be looked at is not said to be lost, and is there at the next look', async () => {
  const disk = await openOutboxStorage();
  let reads = 0;
  const failing: OutboxStorage = {
    ...disk,
    read: () => (++reads === 2 ? Promise.reject(new Error('The disk is busy.')) : disk.read()),
  };
  const { outbox, states } = await openDevice((entry) => receipt(entry), failing);
  await outbox.add(post('once'));
  await outbox.reload();
  expect(states()).toEqual(['here']);
});

test('K9: posts go out in the order of writing and are kept once the server says so', async () => {
  let seq = 0;
  const { outbox, sent, states } = await openDevice((entry) => receipt(entry, ++seq));
  for (const text of ['one', 'two', 'three']) await outbox.add(post(text));
  outbox.sendFor('Lena');
  await expect.poll(states).toEqual(['kept', 'kept', 'kept']);
  expect(sent.map(textOf)).toEqual(['one', 'two', 'three']);
  expect(outbox.items.value.at(2)?.state).toMatchObject({ receipt: { seq: 3 } });
  expect(outbox.sending.value).toBe('idle');
});

test('K9: without an answer a post is sent again, later and later, under the same id, and holds back the next', async () => {
  let failures = 7;
  const server = (entry: Entry) =>
    failures-- > 0 ? Promise.reject(new Error('no network')) : receipt(entry);
  const { outbox, sent, pauses, states } = await openDevice(server);
  await outbox.add(post('one'));
  await outbox.add(post('two'));
  const before = pauses.length;
  outbox.sendFor('Lena');
  for (let failure = 1; failure <= 7; failure++) {
    await expect.poll(() => sent.length).toBe(failure);
    await expect.poll(() => pauses.length).toBe(before + failure);
    expect(outbox.sending.value).toBe('retrying');
    pauses.at(-1)?.end();
  }
  await expect.poll(states).toEqual(['kept', 'kept']);
  expect(pauses.slice(before, before + 7).map(({ ms }) => ms / 1000)).toEqual([1, 2, 4, 8, 16, 30, 30]);
  expect(new Set(sent.slice(0, 8).map(({ id }) => id)).size).toBe(1);
  expect(textOf(sent.at(-1) ?? { id: '', ...update('') })).toBe('two');
});

test('K9: what was on its way when the page ended is sent again by the next one, under the same id', async () => {
  const never = await openDevice(() => new Promise<Acknowledgement>(() => undefined));
  await never.outbox.add(post('one'));
  never.outbox.sendFor('Lena');
  await expect.poll(never.states).toEqual(['sent']);
  never.outbox.close();
  const next = await openDevice((entry) => receipt(entry), never.disk);
  next.outbox.sendFor('Lena');
  await expect.poll(next.states).toEqual(['kept']);
  expect(next.sent[0]?.id).toBe(never.sent[0]?.id);
});

test('K10: a refused post stays, with the words of the server, and those after it go on', async () => {
  const server = (entry: Entry) => (textOf(entry) === 'bad' ? problem(422) : receipt(entry));
  const { outbox, states } = await openDevice(server);
  await outbox.add(post('bad'));
  await outbox.add(post('good'));
  outbox.sendFor('Lena');
  await expect.poll(states).toEqual(['refused', 'kept']);
  const [refused] = outbox.items.value;
  expect(refused).toMatchObject({ entry: { text: 'bad' }, state: { problem: { detail: 'It says no.' } } });
  expect(await outbox.discard(refused?.id ?? '')).toBe(true);
  expect(states()).toEqual(['kept']);
});

test('K10: signed out, posts wait; they go out when their author signs in, never in the name of another', async () => {
  let signedIn = false;
  const { outbox, sent, states } = await openDevice((entry) => (signedIn ? receipt(entry) : problem(401)));
  await outbox.add(post('mine', 'Lena'));
  await outbox.add(post('his', 'Oleg'));
  outbox.sendFor('Lena');
  await expect.poll(() => outbox.sending.value).toBe('signed-out');
  expect(states()).toEqual(['here', 'here']);
  signedIn = true;
  outbox.sendFor('Oleg');
  await expect.poll(states).toEqual(['here', 'kept']);
  outbox.sendFor('Lena');
  await expect.poll(states).toEqual(['kept', 'kept']);
  expect(sent.map(textOf)).toEqual(['mine', 'his', 'mine']);
});

test.each([
  ['a busy server', problem(503, { retry: true })],
  ['too many posts', problem(429, { retry: true })],
  ['a failure', problem(500)],
  ['the page of a captive portal', { status: 200, body: '<html>Sign in to the network</html>' }],
  ["a proxy's own refusal", { status: 403, body: '<html>Forbidden</html>' }],
  ['a receipt for something else', receipt({ id: 'other', ...update('') })],
] satisfies [string, Acknowledgement][])(
  'K9: %s is no answer: the post is kept and tried again',
  async (_, answer) => {
    const { outbox, states } = await openDevice(() => answer);
    await outbox.add(post('one'));
    outbox.sendFor('Lena');
    await expect.poll(() => outbox.sending.value).toBe('retrying');
    expect(states()).toEqual(['here']);
  },
);

test('K10: a post that is on its way cannot be discarded, one that waits can', async () => {
  const { outbox, states } = await openDevice(() => new Promise<Acknowledgement>(() => undefined));
  const onItsWay = await outbox.add(post('one'));
  const waiting = await outbox.add(post('two'));
  outbox.sendFor('Lena');
  await expect.poll(states).toEqual(['sent', 'here']);
  expect(await outbox.discard(onItsWay)).toBe(false);
  expect(await outbox.discard(waiting)).toBe(true);
  expect(states()).toEqual(['sent']);
});

test('K10: a post that another tab discarded is not sent', async () => {
  const { outbox, disk, sent } = await openDevice((entry) => receipt(entry));
  const id = await outbox.add(post('one'));
  await disk.change(id, () => null);
  outbox.sendFor('Lena');
  await expect.poll(() => outbox.items.value).toEqual([]);
  expect(sent).toEqual([]);
});

test('K9: twenty of the kept posts stay in sight', async () => {
  const { outbox, states } = await openDevice((entry) => receipt(entry));
  for (let count = 0; count < 23; count++) await outbox.add(post(`${count}`));
  outbox.sendFor('Lena');
  await expect.poll(() => states().filter((is) => is === 'kept').length).toBe(20);
  await expect.poll(() => outbox.sending.value).toBe('idle');
  expect(outbox.items.value).toHaveLength(20);
});

test('K9: of two looks at the disk the later one is shown, whichever answer comes first', async () => {
  const disk = await openOutboxStorage();
  const answers: (() => void)[] = [];
  let isSlow = false;
  const slow: OutboxStorage = {
    ...disk,
    async read() {
      const items = await disk.read();
      if (isSlow) await new Promise<void>((answer) => answers.push(answer));
      return items;
    },
  };
  const device = await openDevice(() => new Promise(() => undefined), slow);
  isSlow = true;
  const first = device.outbox.reload();
  await expect.poll(() => answers.length).toBe(1);
  await disk.add({
    ...post('later'),
    id: 'x',
    entry: { ...update('later'), id: 'x' },
    writtenAt: 0,
    state: { is: 'here' },
  });
  const second = device.outbox.reload();
  await expect.poll(() => answers.length).toBe(2);
  answers[1]?.();
  await second;
  answers[0]?.();
  await first;
  expect(device.states()).toEqual(['here']);
});
