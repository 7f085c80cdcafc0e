/** The laws of the people store, for every store that stands behind its contract. Each names the mutant that it kills. */
import { beforeEach, describe, expect, test } from 'vitest';
import type { Grant } from '#shared/roles.ts';
import type { Invite, PeopleStore, Person, Session } from '../../server/ledger/people-store.ts';
import { createFakeTime } from '../support/fake-time.ts';
import type { OpenFresh } from './contract-suite.ts';
import { NOON } from './drafts.ts';

const admin: Grant = { board: '*', role: 'admin' };
const editor: Grant = { board: 'march', role: 'editor' };

function personOf(name: string): Person {
  return { id: `id-of-${name}`, name, passwordHash: '$argon2id$…', createdAt: NOON };
}
function sessionOf(personId: string, tokenHash: string): Session {
  return { tokenHash, personId, createdAt: NOON, expiresAt: NOON + 1_000 };
}
function inviteOf(tokenHash: string, createdBy: string | null = null): Invite {
  return { tokenHash, grants: [editor], createdBy, createdAt: NOON, expiresAt: NOON + 1_000 };
}

export function describePeople(name: string, openFresh: OpenFresh): void {
  describe(name, () => {
    let people: PeopleStore;
    beforeEach(async () => {
      const store = await openFresh(createFakeTime(NOON));
      people = store.people;
      return () => store[Symbol.asyncDispose]();
    });

    // Mutants: names compared by the database, which folds no Cyrillic; a refused person's grants kept.
    test('L11: a name is taken once, without regard to case, in any script', async () => {
      expect(await people.addPerson(personOf('Анна'), [editor])).toBe(true);
      expect(await people.addPerson({ ...personOf('АННА'), id: 'other' }, [admin])).toBe(false);
      expect(await people.personByName('анна')).toEqual(personOf('Анна'));
      expect(await people.person('other')).toBeUndefined();
      expect(await people.hasAdmin()).toBe(false);
    });

    // Mutant: an admin of one board counts as one of all.
    test('L11: a person has the roles that were granted, and an admin is one on all boards', async () => {
      await people.addPerson(personOf('Boris'), [{ board: 'march', role: 'admin' }, editor]);
      expect(await people.hasAdmin()).toBe(false);
      await people.addPerson(personOf('Vera'), [admin]);
      expect(await people.hasAdmin()).toBe(true);
      expect(await people.person('id-of-Boris')).toEqual({
        person: personOf('Boris'),
        grants: [{ board: 'march', role: 'admin' }, editor],
      });
    });

    // Mutants: the invite stays after it was redeemed; it is spent although the name was taken.
    test('L11: an invite makes one person, until it expires', async () => {
      await people.addPerson(personOf('Anna'), []);
      await people.addInvite(inviteOf('i', 'id-of-Anna'));
      expect(await people.invite('i', NOON)).toEqual(inviteOf('i', 'id-of-Anna'));
      expect(await people.redeemInvite('i', personOf('Boris'), NOON + 1_000)).toBe('no-invite');
      expect(await people.redeemInvite('i', { ...personOf('ANNA'), id: 'x' }, NOON)).toBe('name-taken');
      const [first, second] = await Promise.all([
        people.redeemInvite('i', personOf('Boris'), NOON),
        people.redeemInvite('i', personOf('Vera'), NOON),
      ]);
      expect([first, second]).toEqual(['added', 'no-invite']);
      expect(await people.person('id-of-Boris')).toMatchObject({ grants: [editor] });
      expect(await people.invite('i', NOON)).toBeUndefined();
    });

    // Mutant: the invites that people made go with those of the first run.
    test('L11: the invites of the first run can be removed, and only those', async () => {
      await people.addPerson(personOf('Anna'), [admin]);
      await people.addInvite(inviteOf('set-up'));
      await people.addInvite(inviteOf('hers', 'id-of-Anna'));
      await people.removeSetUpInvites();
      expect(await people.invite('set-up', NOON)).toBeUndefined();
      expect(await people.invite('hers', NOON)).toBeDefined();
    });

    // Mutants: an expired session still counts; ending one ends another person's.
    test('L12: a session is there until it ends or expires', async () => {
      await people.addPerson(personOf('Anna'), [editor]);
      await people.addPerson(personOf('Boris'), []);
      for (const [who, token] of [
        ['Anna', 'a'],
        ['Anna', 'b'],
        ['Anna', 'c'],
        ['Boris', 'd'],
      ] as const) {
        await people.addSession(sessionOf(`id-of-${who}`, token));
      }
      expect(await people.session('a', NOON + 999)).toEqual({
        session: sessionOf('id-of-Anna', 'a'),
        person: personOf('Anna'),
        grants: [editor],
      });
      expect(await people.session('a', NOON + 1_000)).toBeUndefined();
      await people.endSession('a');
      expect(await people.session('a', NOON)).toBeUndefined();
      expect(await people.session('b', NOON)).toBeDefined();
      await people.endSessionsOf('id-of-Anna');
      expect(await people.session('b', NOON)).toBeUndefined();
      expect(await people.session('d', NOON)).toBeDefined();
    });

    // Mutant: `expires_at < now`, which keeps what expires now.
    test('L12: what has expired is removed, and nothing else', async () => {
      await people.addPerson(personOf('Anna'), []);
      await people.addSession(sessionOf('id-of-Anna', 'old'));
      await people.addSession({ ...sessionOf('id-of-Anna', 'new'), expiresAt: NOON + 1_001 });
      await people.addInvite(inviteOf('i'));
      await people.removeExpired(NOON + 1_000);
      const now = [people.session('old', NOON), people.invite('i', NOON), people.session('new', NOON)];
      expect((await Promise.all(now)).map((found) => found !== undefined)).toEqual([false, false, true]);
    });

    // Mutant: an old password comes back because its hash was being renewed while it was changed.
    test('L12: a password hash is replaced only where it is still the one that was read', async () => {
      await people.addPerson(personOf('Anna'), []);
      await people.replacePasswordHash('id-of-Anna', '$argon2id$…', 'new');
      await people.replacePasswordHash('id-of-Anna', '$argon2id$…', 'late');
      expect(await people.personByName('Anna')).toMatchObject({ passwordHash: 'new' });
    });

    // Mutant: each call mints another secret.
    test('L12: a secret is random, and the same ever after', async () => {
      const [first, second, other] = await Promise.all([
        people.secret('a'),
        people.secret('a'),
        people.secret('b'),
      ]);
      expect(first).toHaveLength(32);
      expect(second).toEqual(first);
      expect(other).not.toEqual(first);
    });

    // Mutant: a transaction that failed stays open, and every later one fails on it.
    test('L12: a session of nobody is refused, and what comes after it is not', async () => {
      await expect(people.addSession(sessionOf('nobody', 'a'))).rejects.toMatchObject({ code: 'failed' });
      expect(await people.addPerson(personOf('Anna'), [])).toBe(true);
      expect(await people.session('a', NOON)).toBeUndefined();
    });
  });
}
