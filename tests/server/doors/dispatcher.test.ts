import { expect, test } from 'vitest';
import type { Operator } from '../../../server/desk/contract.ts';
import type { Attempt } from '../../../server/doors/dispatcher.ts';
import { createDispatcher } from '../../../server/doors/dispatcher.ts';
import { createPostingLimit } from '../../../server/doors/posting-limit.ts';
import { LedgerFault } from '../../../server/ledger-fault.ts';
import { createLog } from '../../../server/log.ts';
import { Refusal } from '../../../server/refusal.ts';
import type { Tally } from '../../../shared/counting/tally.ts';
import type { Access } from '../../../shared/roles.ts';
import { clockOf } from '../../support/fake-time.ts';
import { MARCH } from '../../support/live-room.ts';

const operator = {
  id: 'p1',
  name: 'Anna',
  grants: [{ board: '*', role: 'admin' as const }],
  sessionHash: 'h',
};

function openDispatcher() {
  const logged: string[] = [];
  const clock = clockOf(() => 0);
  const dispatcher = createDispatcher({
    people: { operator: async (token) => (token === undefined ? undefined : operator) },
    live: { tally: () => undefined, view: () => undefined, withheld: () => undefined },
    postingLimit: createPostingLimit(clock),
    log: createLog('trace', { write: (line) => void logged.push(line) }),
  });
  return { dispatcher, logged };
}

function attempt(run: Attempt<undefined>['run'], access: Access = 'public'): Attempt<undefined> {
  return {
    name: 'attempt',
    access,
    tokens: ['token'],
    slug: undefined,
    counts: false,
    parse: () => undefined,
    run,
  };
}

const failures: [about: string, run: Attempt<undefined>['run']][] = [
  [
    'throws',
    () => {
      throw new Error('internal secret');
    },
  ],
  ['rejects', () => Promise.reject(new Error('internal secret'))],
  ['rejects with no error at all', () => Promise.reject('internal secret')],
];
for (const [about, run] of failures) {
  test(`S65: a handler that ${about} is a 500 without a word about it, and one line in the log`, async () => {
    const { dispatcher, logged } = openDispatcher();
    const reply = await dispatcher.dispatch(attempt(run));
    expect(reply).toMatchObject({ status: 500, body: { type: '/problems/failed', status: 500 } });
    expect(JSON.stringify(reply)).not.toContain('secret');
    expect(logged).toHaveLength(1);
    expect(logged[0]).toContain('"msg":"attempt failed"');
    // A watcher's request may be in its words.
    expect(logged[0]).not.toContain('secret');
  });
}

test('S65: an error that only an operator can cause is logged with its words', async () => {
  const { dispatcher, logged } = openDispatcher();
  await dispatcher.dispatch(attempt(() => Promise.reject(new TypeError('x is not a function')), 'admin'));
  expect(JSON.parse(logged[0] ?? '')).toMatchObject({ error: 'TypeError', message: 'x is not a function' });
});

test('P27: where the store does not serve, that is the answer, and the log has the reason', async () => {
  const { dispatcher, logged } = openDispatcher();
  const fault = new LedgerFault('full', 'The disk is full.');
  expect(await dispatcher.dispatch(attempt(() => Promise.reject(fault)))).toMatchObject({
    status: 503,
    retryAfter: 5,
    body: { type: '/problems/cannot-store', retry: true },
  });
  expect(logged).toHaveLength(1);
  expect(logged[0]).toContain('"msg":"attempt failed: The disk is full."');
});

test('P1: a refusal is answered as the catalogue says, and is not logged', async () => {
  const { dispatcher, logged } = openDispatcher();
  const stale = new Refusal('stale', 'It has version 3 now.', { version: 3 });
  expect(await dispatcher.dispatch(attempt(() => Promise.reject(stale)))).toEqual({
    status: 409,
    problem: true,
    code: 'stale',
    body: {
      type: '/problems/stale',
      title: 'The entry was changed in the meantime',
      status: 409,
      detail: 'It has version 3 now.',
      version: 3,
    },
  });
  const busy = new Refusal('busy', 'Later.', { retryAfter: 5 });
  expect(await dispatcher.dispatch(attempt(() => Promise.reject(busy)))).toMatchObject({
    status: 503,
    retryAfter: 5,
    body: { retry: true },
  });
  expect(logged).toEqual([]);
});

test('B27: a server that is to stop answers what is under way, and refuses what comes later as busy', async () => {
  const { dispatcher } = openDispatcher();
  let finish = (): void => undefined;
  const held = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const underWay = dispatcher.dispatch(attempt(() => held.then(() => ({ status: 201 }))));
  const order: string[] = [];
  const drained = dispatcher.drain().then(() => order.push('drained'));
  expect(await dispatcher.dispatch(attempt(() => ({ status: 200 })))).toMatchObject({
    status: 503,
    retryAfter: 1,
  });
  order.push('finishing');
  finish();
  expect(await underWay).toEqual({ status: 201 });
  await drained;
  expect(order).toEqual(['finishing', 'drained']);
});

// Mutant: the proof that was made when the request began stands for what its body asks an hour later.
test('S140: who asks is looked up again when the body is there: an ended session, a lost role', async () => {
  let now: Operator | undefined = operator;
  let ran = 0;
  const dispatcher = createDispatcher({
    people: { operator: async () => now },
    live: { tally: () => undefined, view: () => undefined, withheld: () => undefined },
    postingLimit: createPostingLimit(clockOf(() => 0)),
    log: createLog('silent'),
  });
  const run = () => {
    ran++;
    return { status: 200 };
  };
  const ask = async (access: Access, meanwhile: Operator | undefined) => {
    now = operator;
    const parse = async () => {
      now = meanwhile;
      return undefined;
    };
    return (await dispatcher.dispatch({ ...attempt(run, access), parse })).status;
  };
  const editor: Operator = { ...operator, grants: [{ board: '*', role: 'editor' }] };
  expect(await ask('admin', operator)).toBe(200);
  expect(await ask('admin', undefined)).toBe(401);
  expect(await ask('signed-in', undefined)).toBe(401);
  expect(await ask('admin', editor)).toBe(403);
  expect(ran).toBe(1);
});

// Mutant: what was let in before the wait is answered after it, though the board is its operators' alone by now.
test('S130: what may be seen is looked at again after the turn that it waited for', async () => {
  let state: 'live' | 'draft' = 'live';
  const tally = () => ({ board: { ...MARCH, state } }) as unknown as Tally;
  const dispatcher = createDispatcher({
    people: { operator: async () => undefined },
    live: { tally, view: () => undefined, withheld: () => undefined },
    postingLimit: createPostingLimit(clockOf(() => 0)),
    log: createLog('silent'),
  });
  const asked = { ...attempt(() => ({ status: 200 }), 'board'), tokens: [], slug: 'march' };
  const waiting = {
    ...asked,
    wait: async () => {
      state = 'draft';
    },
  };
  expect((await dispatcher.dispatch(asked)).status).toBe(200);
  expect((await dispatcher.dispatch(waiting)).status).toBe(404);
});
