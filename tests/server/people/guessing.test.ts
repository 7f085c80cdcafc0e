import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createAccountTries } from '../../../server/people/account-tries.ts';
import { openPeople } from '../../../server/people/people.ts';
import { createFakeTime } from '../../support/fake-time.ts';
import type { PeopleRoom } from '../../support/people.ts';
import { addEditor, CHEAP, OWNER, openRoomWithOwner } from '../../support/people.ts';

const MINUTE = 60_000;
const wrong = { code: 'wrong-password' };
const tooMany = { code: 'too-many' };

/** Guesses at a name from addresses of their own; says how many reached a password check. */
function startGuessing({ people }: PeopleRoom, name: string, guesses: number) {
  const found = { checked: 0, refused: 0 };
  const all = Array.from({ length: guesses }, (_, n) =>
    people.signIn(name, `guess ${n}`, { address: `10.0.${n % 100}.1` }).catch(({ code }) => {
      found[code === 'wrong-password' ? 'checked' : 'refused']++;
    }),
  );
  return { found, all: Promise.all(all) };
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await setImmediate();
}

/** Lets what else can happen by now happen. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 100; turn++) await setImmediate();
}

for (const name of ['Anna', 'Nobody']) {
  test(`S90: of guesses at ${name} from a hundred addresses ten a minute are looked at`, async () => {
    await using room = await openRoomWithOwner();
    // Signing in made one try of this minute, and gave it back.
    const { found, all } = startGuessing(room, name, 300);
    await until(() => found.checked === 10);
    await settle();
    expect(found.checked).toBe(10);
    room.time.now += MINUTE - 1;
    await settle();
    expect(found.checked).toBe(10);
    // By then nobody has the patience any more.
    await all;
    expect(found).toEqual({ checked: 10, refused: 290 });
    room.time.now += 1;
    const later = startGuessing(room, name, 30);
    await until(() => later.found.checked === 10);
    await settle();
    expect(later.found.checked).toBe(10);
    room.time.now += MINUTE;
    await later.all;
  });
}

test('S90: guesses at one account slow down no other, and the refusal says when to come back', async () => {
  await using room = await openRoomWithOwner();
  const boris = await addEditor(room, room.owner, 'Boris');
  const { all } = startGuessing(room, 'Anna', 10);
  await all;
  const mine = room.people.signIn('Anna', OWNER.password, { address: '192.0.2.9' });
  const refused = expect(mine).rejects.toMatchObject({ ...tooMany, extras: { retryAfter: 30 } });
  await settle();
  await room.people.signIn('Boris', 'password of Boris', { address: '192.0.2.10' });
  expect(boris.operator.name).toBe('Boris');
  room.time.now += MINUTE / 2;
  await refused;
});

test('S91: when there are tries again, those who wait are drawn by their addresses, whoever came first or asks most', async () => {
  const { clock, timers, advance } = createFakeTime();
  let letIn = 0;
  const rounds = 200;
  for (let round = 0; round < rounds; round++) {
    const tries = createAccountTries({ clock, timers });
    for (let n = 0; n < 10; n++) await tries.take('anna', `network ${n}`);
    advance(MINUTE - 1_000);
    // Nineteen addresses that ask ten times each, and the owner of a new device, who comes last and asks once.
    const guesses = Array.from({ length: 190 }, (_, n) =>
      tries.take('anna', `network ${n % 19}`).catch(() => {}),
    );
    const owner = tries.take('anna', "the owner's").then(
      () => void letIn++,
      () => {},
    );
    advance(1_000);
    await settleMicrotasks();
    advance(MINUTE / 2);
    await Promise.all([...guesses, owner]);
  }
  // Ten of twenty addresses at a time.
  expect(letIn).toBeGreaterThan(rounds * 0.3);
});

async function settleMicrotasks(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
}

test('S91: a right password uses up none of the tries at an account', async () => {
  await using room = await openRoomWithOwner();
  for (let n = 0; n < 15; n++) await room.people.signIn('Anna', OWNER.password, { address: `192.0.2.${n}` });
  await expect(room.people.signIn('Anna', 'wrong', { address: '192.0.2.99' })).rejects.toMatchObject(wrong);
});

test('S92: a one-time link gets in while its maker and its taker are guessed at', async () => {
  await using room = await openRoomWithOwner();
  const { token } = await room.people.invite(room.owner, ['*'], 'editor');
  const { all } = startGuessing(room, 'Vera', 300);
  const joined = await room.people.join(token, 'Vera', 'password of Vera');
  expect(joined.operator.name).toBe('Vera');
  room.time.now += MINUTE;
  await all;
});

test('S93: signing in again from one browser ends the session it had, and no other', async () => {
  await using room = await openRoomWithOwner();
  const other = await room.people.signIn('Anna', OWNER.password, { address: '192.0.2.2' });
  const again = await room.people.signIn('Anna', OWNER.password, {
    ...{ address: '192.0.2.1', devices: [room.device], session: room.token },
  });
  expect(await room.people.operator(room.token)).toBeUndefined();
  for (const token of [other.token, again.token])
    expect(await room.people.operator(token)).toMatchObject({ name: 'Anna' });
});

test('S93: a wrong password ends no session', async () => {
  await using room = await openRoomWithOwner();
  const from = { address: '192.0.2.1', session: room.token };
  await expect(room.people.signIn('Anna', 'wrong', from)).rejects.toMatchObject(wrong);
  expect(await room.people.operator(room.token)).toMatchObject({ name: 'Anna' });
});

test('S94: signing out on a full disk ends the session, also over a restart, and the log says what was not recorded', async () => {
  await using room = await openRoomWithOwner(CHEAP, { maxPages: 120 });
  const fillWith = (write: () => Promise<unknown>) =>
    expect(
      (async () => {
        for (;;) await write();
      })(),
    ).rejects.toThrow();
  await fillWith(() => room.people.invite(room.owner, Array(100).fill('march'), 'editor'));
  // Where a long row has no room any more, a short one may: the last page takes records until not even this one fits.
  await fillWith(() => room.store.people.record({ at: 0, personId: room.owner.id, action: '', subject: '' }));
  await room.people.signOut(room.token);
  expect(await room.people.operator(room.token)).toBeUndefined();
  expect(room.logged.some((line) => line.includes('sign-out was not recorded'))).toBe(true);
  await using restarted = await openPeople({ ...room, store: room.store.people, cost: CHEAP });
  expect(await restarted.operator(room.token)).toBeUndefined();
});

test('S94: an end that could not be written is kept, and written when it can be', async () => {
  await using room = await openRoomWithOwner();
  // As a disk that cannot be written to.
  room.change("CREATE TRIGGER keep BEFORE DELETE ON sessions BEGIN SELECT RAISE(FAIL, 'full'); END");
  await room.people.signOut(room.token);
  expect(await room.people.operator(room.token)).toBeUndefined();
  expect(room.readRows('SELECT * FROM sessions')).toHaveLength(1);
  room.change('DROP TRIGGER keep');
  await until(() => room.readRows('SELECT * FROM sessions').length === 0);
  expect(await room.people.operator(room.token)).toBeUndefined();
});
