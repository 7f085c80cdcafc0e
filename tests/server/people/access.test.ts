import { afterEach, expect, test, vi } from 'vitest';
import { openPeople } from '../../../server/people/people.ts';
import { addEditor, CHEAP, OWNER, openPeopleRoom, openRoomWithOwner } from '../../support/people.ts';

const DAY = 86_400_000;
const gone = { code: 'gone' };
const from = { address: '192.0.2.1' };

afterEach(() => void vi.useRealTimers());

test('S9: a session ends after seven days, used or not', async () => {
  await using room = await openRoomWithOwner();
  room.time.now += 7 * DAY - 1;
  expect(await room.people.operator(room.token)).toMatchObject({ name: 'Anna' });
  room.time.now += 1;
  expect(await room.people.operator(room.token)).toBeUndefined();
});

test('S9: signing out ends this session alone, at once, and tells who listens', async () => {
  await using room = await openRoomWithOwner();
  const other = await room.people.signIn('Anna', OWNER.password, from);
  const ended: string[] = [];
  const stop = room.people.onSessionEnd((sessionHash) => void ended.push(sessionHash));
  await room.people.signOut(room.token);
  expect(ended).toEqual([room.owner.sessionHash]);
  expect(await room.people.operator(room.token)).toBeUndefined();
  stop();
  expect(await room.people.operator(other.token)).toMatchObject({ name: 'Anna' });
  await room.people.signOut(other.token);
  expect(ended).toHaveLength(1);
});

test('S9: nobody is behind a token that was made up, altered, or is not there', async () => {
  await using room = await openRoomWithOwner();
  for (const token of [
    undefined,
    '',
    'x',
    room.token.toLowerCase(),
    `${room.token}A`,
    room.owner.sessionHash,
  ]) {
    expect(await room.people.operator(token)).toBeUndefined();
  }
  await room.people.signOut('made up');
});

test('S10: within two seconds an open socket learns of a session that another process ended', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  await using room = await openRoomWithOwner();
  const editor = await addEditor(room, room.owner, 'Boris');
  const ended = new Promise<string>((resolve) => room.people.onSessionEnd(resolve));
  room.change(`DELETE FROM sessions WHERE person = '${editor.operator.id}'`);
  vi.advanceTimersByTime(2_000);
  expect(await ended).toBe(editor.operator.sessionHash);
});

test('S10: within two seconds an open socket learns of a session that grew too old', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  await using room = await openRoomWithOwner();
  const ended = new Promise<string>((resolve) => room.people.onSessionEnd(resolve));
  room.time.now += 7 * DAY;
  vi.advanceTimersByTime(2_000);
  expect(await ended).toBe(room.owner.sessionHash);
});

test('S10: the role is read anew at every event', async () => {
  await using room = await openRoomWithOwner();
  const editor = await addEditor(room, room.owner, 'Boris');
  expect(editor.operator.grants).toEqual([{ board: 'march', role: 'editor' }]);
  room.change(`UPDATE grants SET role = 'admin' WHERE board = 'march'`);
  expect((await room.people.operator(editor.token))?.grants).toEqual([{ board: 'march', role: 'admin' }]);
  room.change(`DELETE FROM grants WHERE board = 'march'`);
  expect((await room.people.operator(editor.token))?.grants).toEqual([]);
});

test('S11: an invite makes one person with its role on its boards', async () => {
  await using room = await openRoomWithOwner();
  const { token, expiresAt } = await room.people.invite(room.owner, ['march', 'strike', 'march'], 'editor');
  expect(expiresAt).toBe(room.time.now + 7 * DAY);
  const joined = await room.people.join(token, 'Boris', 'a long password');
  expect(joined.operator).toMatchObject({
    name: 'Boris',
    grants: [
      { board: 'march', role: 'editor' },
      { board: 'strike', role: 'editor' },
    ],
  });
  await expect(room.people.join(token, 'Clara', 'a long password')).rejects.toMatchObject(gone);
  const again = await room.people.signIn('Boris', 'a long password', { ...from, devices: [joined.device] });
  expect(again.device).toBe(joined.device);
});

test('S11: of two who open an invite at once, one joins', async () => {
  await using room = await openRoomWithOwner();
  const { token } = await room.people.invite(room.owner, ['march'], 'editor');
  const joins = ['Boris', 'Clara'].map((name) => room.people.join(token, name, 'a long password'));
  const outcomes = await Promise.allSettled(joins);
  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
});

test('S11: an invite is open for seven days, and one that was made up for none', async () => {
  await using room = await openRoomWithOwner();
  const { token } = await room.people.invite(room.owner, ['march'], 'editor');
  await expect(room.people.join('x'.repeat(43), 'Boris', 'a long password')).rejects.toMatchObject(gone);
  room.time.now += 7 * DAY;
  await expect(room.people.join(token, 'Boris', 'a long password')).rejects.toMatchObject(gone);
});

test('S11: an invite that met a taken name is still good for another one', async () => {
  await using room = await openRoomWithOwner();
  const { token } = await room.people.invite(room.owner, ['march'], 'editor');
  await expect(room.people.join(token, 'ANNA', 'a long password')).rejects.toMatchObject({
    code: 'name-taken',
  });
  await expect(room.people.join(token, 'Boris', 'a long password')).resolves.toHaveProperty('token');
});

test('S12: only an admin of a board invites people to it', async () => {
  await using room = await openRoomWithOwner();
  const editor = await addEditor(room, room.owner, 'Boris');
  const { token } = await room.people.invite(room.owner, ['march'], 'admin');
  const admin = await room.people.join(token, 'Clara', 'a long password');
  const forbidden = { code: 'forbidden' };
  await expect(room.people.invite(editor.operator, ['march'], 'editor')).rejects.toMatchObject(forbidden);
  await expect(room.people.invite(admin.operator, ['march', 'strike'], 'editor')).rejects.toMatchObject(
    forbidden,
  );
  await expect(room.people.invite(admin.operator, ['*'], 'editor')).rejects.toMatchObject(forbidden);
  await expect(room.people.invite(admin.operator, ['march'], 'editor')).resolves.toHaveProperty('token');
});

test('S13: names compare without case and composition, and are shown as they were written', async () => {
  await using room = await openRoomWithOwner();
  await addEditor(room, room.owner, 'Зоя Straße');
  for (const name of ['зоя STRASSE', ' ЗОЯ straße ', 'Зоя Straße']) {
    const { operator } = await room.people.signIn(name, 'password of Зоя Straße', from);
    expect(operator.name).toBe('Зоя Straße');
  }
  const refused = addEditor(room, room.owner, 'ЗОЯ STRASSE');
  await expect(refused).rejects.toMatchObject({ code: 'name-taken' });
});

test('S14: without an admin each start makes a set-up link, and only the newest makes the first admin', async () => {
  await using room = await openPeopleRoom();
  const { setUpToken: first = '' } = await room.people.ensureAdmin(undefined);
  const { setUpToken: second = '' } = await room.people.ensureAdmin(undefined);
  await expect(room.people.join(first, 'Eve', 'a long password')).rejects.toMatchObject(gone);
  const { operator } = await room.people.join(second, 'Anna', OWNER.password);
  expect(operator.grants).toEqual([{ board: '*', role: 'admin' }]);
  await expect(room.people.join(second, 'Eve', 'a long password')).rejects.toMatchObject(gone);
  expect(await room.people.ensureAdmin(undefined)).toEqual({});
});

test('S14: a set-up link is void once there is an admin, however one came about', async () => {
  await using room = await openPeopleRoom();
  await using other = await openPeople({ ...room, store: room.store.people, cost: CHEAP });
  const { setUpToken = '' } = await room.people.ensureAdmin(undefined);
  await other.ensureAdmin(OWNER);
  await expect(room.people.join(setUpToken, 'Eve', 'a long password')).rejects.toMatchObject(gone);
});

test('S14: a set-up link that outlived its voiding opens nothing while there is an admin', async () => {
  await using room = await openPeopleRoom();
  const { setUpToken = '' } = await room.people.ensureAdmin(undefined);
  const grants = [{ board: '*', role: 'admin' as const }];
  const person = { id: 'somebody', name: 'Anna', passwordHash: '', createdAt: 0 };
  await room.store.people.addPerson(person, grants);
  await expect(room.people.join(setUpToken, 'Eve', 'a long password')).rejects.toMatchObject(gone);
});

test('S15: the admin that the settings name is made only where there is none', async () => {
  await using room = await openPeopleRoom();
  expect(await room.people.ensureAdmin(OWNER)).toEqual({});
  expect(await room.people.ensureAdmin({ name: 'Eve', password: 'a long password' })).toEqual({});
  await room.people.signIn('Anna', OWNER.password, from);
  await expect(room.people.signIn('Eve', 'a long password', from)).rejects.toMatchObject({
    code: 'wrong-password',
  });
});

test('S15: the admin that the settings name takes a name and a password of 8 to 200 characters', async () => {
  await using room = await openPeopleRoom();
  for (const password of ['seven c', 'x'.repeat(201)]) {
    await expect(room.people.ensureAdmin({ name: 'Anna', password })).rejects.toMatchObject({
      code: 'invalid',
      message: 'TOCSIN_ADMIN takes name:password; it takes a password of 8 to 200 characters.',
    });
  }
  await expect(room.people.ensureAdmin({ name: ' ', password: 'a long password' })).rejects.toThrow(
    'takes a name',
  );
  await room.people.ensureAdmin({ name: 'Anna', password: 'eight ch' });
});

test('S16: signing in and out, inviting and joining are recorded, without an address', async () => {
  await using room = await openRoomWithOwner();
  await addEditor(room, room.owner, 'Boris');
  await room.people.signIn('Anna', 'a wrong password', from).catch(() => undefined);
  await room.people.signOut(room.token);
  await room.people.signOut(room.token);
  const audit = room.readRows(
    'SELECT action, subject, name FROM audit JOIN people ON people.id = audit.person ORDER BY audit.rowid',
  );
  expect(audit.map(({ name, action, subject }) => `${name}, ${action}: ${subject}`)).toEqual([
    'Anna, join: Anna',
    'Anna, sign-in: Anna',
    'Anna, invite: editor of march',
    'Boris, join: Boris',
    'Anna, sign-out: Anna',
  ]);
  expect(JSON.stringify(room.readRows('SELECT * FROM audit'))).not.toContain('192.0.2.1');
});
