import { expect, test } from 'vitest';
import { createBoardStore } from '../../../client/board/board-store.ts';
import type { LinkState, Message, Position, Wire, WireEvents } from '../../../client/net/link.ts';
import { createLink } from '../../../client/net/link.ts';
import { applyTick } from '../../../shared/merge.ts';
import type { Snapshot, Tick } from '../../../shared/snapshot.ts';
import { createFakeTime } from '../../support/fake-time.ts';
import { inventedSnapshot } from '../../support/fixtures/invented-board.ts';
import { createRandom } from '../../support/lossy-wire.ts';

const SECOND = 1_000;

/** A server and the network before it: `wires` and `requests` say what gets through. */
function openRoom(seed = 1, swallows = false) {
  const time = createFakeTime();
  const random = createRandom(seed);
  const network = { wires: true, requests: true, swallows, online: true, loss: 0 };
  let truth: Snapshot = { ...inventedSnapshot, seq: 1 };
  const ticks: Tick[] = [];
  const open = new Set<WireEvents>();
  const asked: (Position | undefined)[] = [];
  const states: LinkState['is'][] = [];
  const store = createBoardStore(applyTick);

  const answer = (position: Position | undefined): Message => {
    asked.push(position);
    if (!position || position.epoch !== truth.epoch) return truth;
    const missing = ticks.filter(({ to }) => to > position.since);
    return mergeTicks(truth, position.since, missing);
  };
  const link = createLink({
    receiver: store,
    async openWire(events): Promise<Wire> {
      if (!network.wires) throw new Error('no wire gets through');
      open.add(events);
      return {
        async watch(position) {
          if (!network.wires) throw new Error('no answer came');
          return answer(position);
        },
        close: () => void open.delete(events),
      };
    },
    async request(position) {
      if (!network.requests) throw new Error('no request gets through');
      if (network.swallows) await new Promise(() => {});
      return answer(position);
    },
    now: time.clock.now,
    after: time.timers.after,
    random,
    isOnline: () => network.online,
    pace: 0,
    onState: (state) => states.at(-1) !== state.is && states.push(state.is),
  });

  const send = (tick: Tick) => {
    if (!network.wires) return;
    for (const events of [...open]) if (random() >= network.loss) events.tick(tick);
  };
  return {
    time,
    network,
    store,
    link,
    states,
    asked,
    /** Publishes one entry. */
    post() {
      const to = truth.seq + 1;
      const update = { best: 200 + to, confirmed: 1, corrected: 0, asOf: truth.at };
      truth = { ...truth, seq: to, headline: { ...truth.headline, update } };
      const tick = { ...beat(truth), from: to - 1, headline: { update } };
      ticks.push(tick);
      send(tick);
    },
    beat: () => send(beat(truth)),
    /** The connection ends, as both sides notice. */
    cut() {
      for (const events of [...open]) events.lost();
    },
    restore() {
      truth = { ...truth, epoch: 'restored' };
      send(beat(truth));
    },
    get truth() {
      return truth;
    },
    /** Lets time pass in small steps, with the server's beats. */
    async pass(ms: number) {
      for (let gone = 0; gone < ms; gone += 500) {
        time.advance(500);
        if (gone % 4_000 === 0) send(beat(truth));
        await new Promise(setImmediate);
      }
    },
  };
}

function beat({ board, epoch, seq, at, head }: Snapshot): Tick {
  return { board: board.slug, epoch, from: seq, to: seq, at, head };
}

function mergeTicks(truth: Snapshot, from: number, ticks: readonly Tick[]): Tick {
  const headline = Object.assign({}, ...ticks.map((tick) => tick.headline));
  return { ...beat(truth), from, headline };
}

test('W10: the page is connecting, then live, and has what the server has', async () => {
  const room = openRoom();
  expect(room.link.state).toEqual({ is: 'connecting' });
  await room.pass(500);
  expect(room.link.state).toEqual({ is: 'live', by: 'wire' });
  room.post();
  expect(room.store.snapshot.value?.headline).toEqual(room.truth.headline);
  // Both ways at once, and the whole board by one of them alone.
  expect(room.asked).toEqual([undefined, { epoch: room.truth.epoch, since: 1 }]);
});

test('W360: an open wire leaves the whole board to the plain answer, and asks for it where that does not come', async () => {
  const room = openRoom(1, true);
  await room.pass(3_500);
  expect([room.asked, room.link.state.is]).toEqual([[], 'connecting']);
  await room.pass(1_000);
  expect([room.asked, room.link.state]).toEqual([[undefined], { is: 'live', by: 'wire' }]);
});

test('W11: ten seconds without a message and the page is not live, however open its connection looks', async () => {
  const room = openRoom();
  await room.pass(500);
  room.network.wires = false;
  room.network.requests = false;
  room.time.advance(9_400);
  expect(room.link.state.is).toBe('live');
  await room.pass(1_000);
  expect(room.link.state.is).toBe('reconnecting');
  expect(room.states).not.toContain('offline');
});

test('W11: a short cut is mended without a word', async () => {
  const room = openRoom();
  await room.pass(500);
  room.cut();
  room.post();
  await room.pass(3_000);
  expect(room.states).toEqual(['connecting', 'live']);
  expect(room.store.snapshot.value?.seq).toBe(room.truth.seq);
});

test('W12: after forty seconds without an answer the page is offline, and says when it tries next', async () => {
  const room = openRoom();
  await room.pass(500);
  room.network.wires = false;
  room.network.requests = false;
  await room.pass(60 * SECOND);
  const { state } = room.link;
  expect(state).toMatchObject({ is: 'offline', why: 'no-answer' });
  expect('nextTryAt' in state && state.nextTryAt).toBeGreaterThan(room.time.clock.now() - SECOND);
});

test('W12: without a network the device is named as the cause', async () => {
  const room = openRoom();
  await room.pass(500);
  Object.assign(room.network, { wires: false, requests: false, online: false });
  await room.pass(12 * SECOND);
  expect(room.link.state).toMatchObject({ is: 'offline', why: 'no-network' });
});

test('W13: where no lasting connection gets through, plain requests keep the page live', async () => {
  const room = openRoom();
  room.network.wires = false;
  await room.pass(6 * SECOND);
  expect(room.link.state).toEqual({ is: 'live', by: 'request' });
  room.post();
  await room.pass(30 * SECOND);
  expect(room.store.snapshot.value?.seq).toBe(room.truth.seq);
  expect(room.states).toEqual(['connecting', 'live']);
  room.network.wires = true;
  await room.pass(60 * SECOND);
  expect(room.link.state).toEqual({ is: 'live', by: 'wire' });
});

test('W14: "Try now" tries at once', async () => {
  const room = openRoom();
  await room.pass(500);
  room.network.wires = false;
  room.network.requests = false;
  await room.pass(120 * SECOND);
  Object.assign(room.network, { wires: true, requests: true });
  const before = room.time.clock.now();
  room.link.tryNow();
  await new Promise(setImmediate);
  expect(room.link.state.is).toBe('live');
  expect(room.time.clock.now()).toBe(before);
});

test('W15: a lost tick is noticed and asked for, from where the page stands', async () => {
  const room = openRoom();
  await room.pass(500);
  room.network.loss = 1;
  room.post();
  room.network.loss = 0;
  room.post();
  await new Promise(setImmediate);
  expect(room.asked.at(-1)).toEqual({ epoch: 'invented', since: 1 });
  expect(room.store.snapshot.value?.headline).toEqual(room.truth.headline);
});

test('W15: after a restore the page takes the whole board anew', async () => {
  const room = openRoom();
  await room.pass(500);
  room.restore();
  await new Promise(setImmediate);
  expect(room.store.snapshot.value?.epoch).toBe('restored');
});

test.each([1, 2, 3, 4, 5])(
  'W15: seed %d: whatever a lossy wire does, the page ends with the truth',
  async (seed) => {
    const room = openRoom(seed);
    const random = createRandom(seed + 100);
    await room.pass(500);
    room.network.loss = 0.4;
    for (let step = 0; step < 200; step++) {
      const fate = random();
      if (fate < 0.03) room.cut();
      if (fate > 0.97) room.network.wires = !room.network.wires;
      room.post();
      if (fate < 0.5) await room.pass(500);
    }
    Object.assign(room.network, { wires: true, loss: 0 });
    await room.pass(60 * SECOND);
    expect(room.store.snapshot.value?.seq).toBe(room.truth.seq);
    expect(room.store.snapshot.value?.headline).toEqual(room.truth.headline);
    expect(room.link.state.is).toBe('live');
  },
);

test('W10: a closed link is silent and leaves no timer behind', async () => {
  const room = openRoom();
  await room.pass(500);
  room.link.close();
  const { length } = room.states;
  await room.pass(60 * SECOND);
  expect(room.states).toHaveLength(length);
  expect(room.time.waiting).toBe(0);
});

test('K34: a device without a network is offline within five seconds of silence, and not while beats come', async () => {
  const room = openRoom();
  await room.pass(8_000);
  room.network.online = false;
  await room.pass(8_000);
  expect(room.link.state.is).toBe('live');
  Object.assign(room.network, { wires: false, requests: false });
  await room.pass(5_000);
  expect(room.link.state).toMatchObject({ is: 'offline', why: 'no-network' });
});
