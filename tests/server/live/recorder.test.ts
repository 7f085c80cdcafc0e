import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Batch, Ledger } from '../../../server/ledger/contract.ts';
import { LedgerFault } from '../../../server/ledger-fault.ts';
import { batchOf, openLiveRoom, openMarch } from '../../support/live-room.ts';

/** A real ledger whose appends wait while the gate is shut, and fail while a fault is set. */
function createLock() {
  const appended: number[] = [];
  let shut: PromiseWithResolvers<void> | undefined;
  const lock = {
    /** How many batches went into each append. */
    appended,
    fault: undefined as ((batches: readonly Batch[]) => Error | undefined) | undefined,
    shut: () => {
      shut = Promise.withResolvers();
    },
    open: () => shut?.resolve(),
    wrap: (ledger: Ledger): Ledger => ({
      ...ledger,
      async append(batches) {
        appended.push(batches.length);
        await shut?.promise;
        const fault = lock.fault?.(batches);
        if (fault) throw fault;
        return await ledger.append(batches);
      },
    }),
  };
  return lock;
}

async function openLockedMarch() {
  const lock = createLock();
  const room = await openMarch({ wrap: lock.wrap });
  lock.appended.length = 0;
  return { lock, room };
}

test('T13: what is posted while an append runs goes together into the next', async () => {
  const { lock, room } = await openLockedMarch();
  await using _ = room;
  lock.shut();
  const first = room.live.recorder.record(batchOf(1));
  await Promise.resolve();
  const later = Array.from({ length: 200 }, () => room.live.recorder.record(batchOf(1)));
  lock.open();
  await Promise.all([first, ...later]);
  expect(lock.appended).toEqual([1, 200]);
  expect(room.live.tally('march')?.headline('arrest', null)?.best).toBe(201);
});

test('T13: who was told sees their entry in the tally', async () => {
  const { room } = await openLockedMarch();
  await using _ = room;
  const posts = Array.from({ length: 50 }, async () => {
    const outcome = await room.live.recorder.record(batchOf(2));
    const seqs = outcome.outcome === 'appended' ? outcome.entries.map(({ seq }) => seq) : [];
    return (room.live.tally('march')?.seq ?? 0) >= Math.max(...seqs);
  });
  expect(await Promise.all(posts)).not.toContain(false);
});

test('T14: a full queue says so at once, and takes posts again when it has room', async () => {
  const { lock, room } = await openLockedMarch();
  await using _ = room;
  lock.shut();
  const taken = [room.live.recorder.record(batchOf(1)), room.live.recorder.record(batchOf(15_000))];
  await expect(room.live.recorder.record(batchOf(5_000))).rejects.toMatchObject({
    code: 'busy',
    extras: { retryAfter: 1 },
  });
  taken.push(room.live.recorder.record(batchOf(100)));
  lock.open();
  await Promise.all(taken);
  await room.live.recorder.record(batchOf(1));
  expect(room.live.tally('march')?.seq).toBe(15_103);
});

test('T15: a store that cannot write refuses honestly, and writing goes on by itself', async () => {
  const { lock, room } = await openLockedMarch();
  await using _ = room;
  lock.fault = () => new LedgerFault('full', 'The disk is full.');
  lock.shut();
  const posts = [1, 2, 3].map((count) =>
    room.live.recorder.record(batchOf(count)).catch((refusal) => refusal),
  );
  lock.open();
  for (const refusal of await Promise.all(posts)) {
    expect(refusal).toMatchObject({ code: 'cannot-store', extras: { retryAfter: 5 } });
    expect(refusal.message).toContain('nothing of this was stored');
  }
  lock.fault = undefined;
  await room.live.recorder.record(batchOf(1));
  expect(room.live.tally('march')?.seq).toBe(2);
  expect(room.logged).toEqual([
    { level: 'error', sentence: 'Nothing can be stored: The disk is full.' },
    { level: 'info', sentence: 'Writing goes on, after 3 refused posts.' },
  ]);
});

test('T15: on a disk that is full nobody is told of what is not there, and with room writing goes on', async () => {
  const room = await openMarch({ maxPages: 200 });
  const outcomes: PromiseSettledResult<unknown>[] = [];
  for (let round = 0; round < 40; round++) {
    const posts = Array.from({ length: 10 }, () => room.live.recorder.record(batchOf(20)));
    outcomes.push(...(await Promise.allSettled(posts)));
  }
  const taken = outcomes.filter(({ status }) => status === 'fulfilled').length;
  const refused = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason.code] : []));
  expect(taken).toBeGreaterThan(0);
  expect(new Set(refused)).toEqual(new Set(['cannot-store']));
  expect(room.live.tally('march')?.seq).toBe(1 + 20 * taken);
  await room.close();
  await using roomy = await openLiveRoom({ folder: room.dataDir });
  expect(roomy.live.tally('march')?.seq).toBe(1 + 20 * taken);
  await roomy.live.recorder.record(batchOf(1));
  expect(roomy.live.tally('march')?.seq).toBe(2 + 20 * taken);
});

test('T16: a batch that the store cannot digest takes no other with it', async () => {
  const { lock, room } = await openLockedMarch();
  await using _ = room;
  const bad = batchOf(3);
  lock.fault = (batches) => (batches.includes(bad) ? new TypeError('no such facts at /srv/data') : undefined);
  const posts = [batchOf(1), bad, batchOf(1)].map((batch) => room.live.recorder.record(batch));
  const [first, second, third] = await Promise.allSettled(posts);
  expect([first?.status, third?.status]).toEqual(['fulfilled', 'fulfilled']);
  expect(second).toMatchObject({ status: 'rejected', reason: { code: 'failed' } });
  expect(String(second?.status === 'rejected' && second.reason.message)).not.toContain('/srv');
  expect(room.live.tally('march')?.seq).toBe(3);
});

test('T16: an erasure takes no post with it that waits behind it, nor one before it', async () => {
  const { lock, room } = await openLockedMarch();
  await using _ = room;
  const { receipts } = await room.post({ kind: 'update', text: 'a name' });
  const [target] = receipts;
  const facts = { kind: 'erasure', target: target?.id ?? '', reason: 'private' } as const;
  const erasure: Batch = { ...batchOf(0), drafts: [{ id: randomUUID(), facts, body: '{}' }] };
  lock.shut();
  const first = room.live.recorder.record(batchOf(1));
  await Promise.resolve();
  const before = room.live.recorder.record(batchOf(2));
  const erasing = room.live.recorder.erase(erasure, target?.seq ?? 0);
  const behind = [1, 2].map(() => room.live.recorder.record(batchOf(3)));
  lock.open();
  const outcomes = await Promise.allSettled([first, before, erasing, ...behind]);
  expect(outcomes.map(({ status }) => status)).toEqual(Array(5).fill('fulfilled'));
  expect(room.live.tally('march')?.headline('arrest', null)?.best).toBe(9);
  expect(await room.ledger.verify('march')).toBeUndefined();
  const [erased] = await room.ledger.lines('march', [target?.seq ?? 0]);
  expect(erased).toMatchObject({ erased: true });
});

test('T17: lines that the tally lacks are read from the ledger, and none is counted twice', async () => {
  const { room } = await openLockedMarch();
  await using _ = room;
  // Written past the recorder, as another process would.
  await room.store.ledger.append([batchOf(7)]);
  await room.live.recorder.record(batchOf(1));
  expect(room.live.tally('march')?.headline('arrest', null)?.best).toBe(8);
  const lastLine = await room.store.ledger.append([batchOf(2)]);
  await room.live.recorder.record(batchOf(1));
  room.live.tickNow();
  expect(lastLine).toHaveLength(1);
  const { seq, head } = room.live.view('march')?.snapshot ?? {};
  expect({ seq, head }).toEqual({ seq: 12, head: (await room.ledger.leaf('march', 12))?.hash });
  expect(room.live.tally('march')?.headline('arrest', null)?.best).toBe(11);
});
