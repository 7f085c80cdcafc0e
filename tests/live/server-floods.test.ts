import { expect, test } from 'vitest';
import { openMuteSocket } from '../support/mute-socket.ts';
import { connect, emit, openRoom } from '../support/server-room.ts';
import type { Handshake, Stranger } from '../support/stranger.ts';
import { createStranger, SEPARATOR } from '../support/stranger.ts';

/** Everything that is waiting for a session, until its poll is not answered at once. */
async function readAnswers(stranger: Stranger, sid: string): Promise<string[]> {
  const { text } = await stranger.poll(sid);
  return text.split(SEPARATOR);
}

const repeat = (packet: string, times: number) => Array(times).fill(packet).join(SEPARATOR);

test('S70: a namespace asked for again and again in one request is entered once', async () => {
  const { url, admin } = await openRoom();
  const stranger = createStranger(url);
  for (const [namespace, headers] of [
    ['', {}],
    ['/desk,', {}],
    ['/desk,', { cookie: admin.cookie }],
  ] as const) {
    const { sid } = await stranger.shakeHands(headers);
    expect((await stranger.poll(sid, repeat(`40${namespace}`, 900))).status).toBe(200);
    // What the desk answers takes a look at the session.
    const answers = await readAnswers(stranger, sid);
    expect(answers.filter((answer) => /^4[04]/.test(answer))).toHaveLength(1);
    await stranger.poll(sid, `42${namespace}1["nothing"]`);
    const more = await readAnswers(stranger, sid);
    expect(more.filter((answer) => /^4[04]/.test(answer))).toEqual([]);
  }
});

test('S70: a namespace that was left, or refused, may be entered again', async () => {
  const { url } = await openRoom();
  const stranger = createStranger(url);
  const { sid } = await stranger.shakeHands();
  for (const _round of [1, 2, 3]) {
    await stranger.poll(sid, '40/desk,');
    expect(await readAnswers(stranger, sid)).toEqual([expect.stringMatching(/^44\/desk,.*"status":401/)]);
    await stranger.poll(sid, '40');
    expect(await readAnswers(stranger, sid)).toEqual([expect.stringMatching(/^40{"sid"/)]);
    await stranger.poll(sid, '41');
  }
});

test('S71: acknowledgements nobody asked for and attachments cost nothing, and end nothing', async () => {
  const { url } = await openRoom();
  const stranger = createStranger(url);
  const { sid } = await stranger.shakeHands();
  const nothing = ['431[]', '43[]', '461-1[{"_placeholder":true,"num":0}]', 'bAAAA', '6', '3'];
  await stranger.poll(sid, '40');
  await readAnswers(stranger, sid);
  await stranger.poll(sid, [...nothing, '427["nothing"]'].join(SEPARATOR));
  expect(await readAnswers(stranger, sid)).toEqual([expect.stringMatching(/^437\[{"status":404/)]);
  await stranger.poll(sid, '451-8["watch",{"_placeholder":true,"num":0}]');
  expect(await readAnswers(stranger, sid)).toEqual([expect.stringMatching(/^438\[{"status":422/)]);
});

test('S72: a session that sends more packets than its budget is ended before one of them is decoded', async () => {
  const { url } = await openRoom();
  const stranger = createStranger(url);
  for (const packet of [
    '40',
    '420["unwatch",{"board":"a"}]',
    '40/x,',
    '3',
    '6',
    'bAAAA',
    '',
    '430[]',
    '4x',
  ]) {
    const { sid } = await stranger.shakeHands();
    await stranger.poll(sid, '40');
    await stranger.poll(sid);
    const times = Math.floor(65_000 / (packet.length + 1));
    await stranger.poll(sid, repeat(packet, times));
    expect([packet, (await stranger.poll(sid)).status]).toEqual([packet, 400]);
  }
});

test('S72: a session that sends more bytes than its budget is ended, by polling and by WebSocket', async () => {
  const { url } = await openRoom();
  const stranger = createStranger(url);
  const { sid } = await stranger.shakeHands();
  await stranger.poll(sid, '40');
  const large = `42["x","${'x'.repeat(64_000)}"]`;
  let sent = 0;
  while (sent < 40 && (await stranger.poll(sid, large)).status === 200) sent++;
  expect(sent).toBeGreaterThan(8);
  expect(sent).toBeLessThan(30);

  const socket = await connect(url);
  const ended = new Promise((resolve) => socket.once('disconnect', resolve));
  for (let times = 0; times < 40; times++) socket.emit('x', 'x'.repeat(64_000));
  await ended;
});

test('S72: pings, empty frames and pieces of a message that never ends are counted as well', async () => {
  const { url } = await openRoom();
  const ping = Buffer.from([0x89, 0x80, 0, 0, 0, 0]);
  const piece = Buffer.concat([Buffer.from([0x00, 0xfe, 0xff, 0xff, 0, 0, 0, 0]), Buffer.alloc(65_535, 65)]);
  const floods = [
    Buffer.concat(Array<Buffer>(3_000).fill(ping)),
    Buffer.concat([Buffer.from([0x01, 0x80, 0, 0, 0, 0]), ...Array<Buffer>(40).fill(piece)]),
  ];
  for (const flood of floods) {
    const mute = await openMuteSocket(url, []);
    const closed = new Promise((resolve) => mute.once('close', resolve));
    mute.on('error', () => {});
    mute.resume();
    mute.write(flood);
    await closed;
  }
});

test('S72: an operator posts a thousand times at once over a socket, and is told when that is too often', async () => {
  const { url, admin } = await openRoom();
  const socket = await connect(url, { namespace: '/desk', cookie: admin.cookie });
  const entries = [{ kind: 'update', text: 'News' }];
  const replies = await Promise.all(
    Array.from({ length: 1_500 }, () => emit(socket, 'post', { board: 'rally', entries })),
  );
  const count = (status: number) => replies.filter((reply) => reply.status === status).length;
  expect(count(201)).toBeGreaterThanOrEqual(1_000);
  expect(count(201) + count(429)).toBe(1_500);
  expect(socket.connected).toBe(true);
});

test('S73: those who ask to connect and say no more are so many at most, and whoever comes later is let in', async () => {
  const { url } = await openRoom({ sessions: { waitingRoom: 50, ownMs: 1_000_000 } });
  const stranger = createStranger(url);
  const heard: Handshake[] = [];
  for (let times = 0; times < 60; times++) heard.push(await stranger.shakeHands());
  expect(heard.filter(({ status }) => status === 200)).toHaveLength(50);
  const refused = heard.filter(({ status }) => status === 503);
  expect(refused).toHaveLength(10);
  for (const { headers } of refused) expect(Number(headers['retry-after'])).toBeGreaterThan(0);
  await expect(connect(url)).rejects.toThrow();
  // Whoever has come in takes none of the room.
  await stranger.poll(heard[0]?.sid ?? '', '40');
  await connect(url);
});

test('S73: where there is no room, whoever has been silent for longest makes it', async () => {
  const { url } = await openRoom({ sessions: { waitingRoom: 10, ownMs: 0 } });
  const stranger = createStranger(url);
  const heard: Handshake[] = [];
  for (let times = 0; times < 30; times++) heard.push(await stranger.shakeHands());
  expect(heard.map(({ status }) => status)).toEqual(Array(30).fill(200));
  expect((await stranger.poll(heard[19]?.sid ?? '', '40')).status).toBe(400);
  expect((await stranger.poll(heard[20]?.sid ?? '', '40')).status).toBe(200);
  await connect(url);
});

test('S74: a session for which something waits and which never reads is ended, whatever it goes on sending', async () => {
  const { url } = await openRoom({ sessions: { unreadMs: 60, lookEveryMs: 10 } });
  const stranger = createStranger(url);
  const { sid } = await stranger.shakeHands();
  const reader = await connect(url, { transports: ['polling'] });
  await stranger.poll(sid, '40');
  let status = 200;
  while (status === 200) ({ status } = await stranger.poll(sid, '3'));
  expect(status).toBe(400);
  expect((await emit(reader, 'watch', { board: 'rally' })).status).toBe(200);
});
