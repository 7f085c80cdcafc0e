/** Invites: one-time links that make a person, among them the set-up link that makes the first admin. */
import { randomUUID } from 'node:crypto';
import { joinBody } from '#shared/protocol.ts';
import type { Grant, Role } from '#shared/roles.ts';
import { mayAct } from '#shared/roles.ts';
import type { Clock } from '../clock.ts';
import type { TrustedTime } from '../clock-watch.ts';
import type { Operator, People } from '../desk/contract.ts';
import type { PeopleStore, Person } from '../ledger/people-store.ts';
import { unlessUnwritable } from '../live/store-faults.ts';
import { Refusal } from '../refusal.ts';
import type { PasswordSemaphore } from './password-semaphore.ts';
import type { PasswordCost } from './passwords.ts';
import { hashPassword } from './passwords.ts';
import type { Sessions } from './sessions.ts';
import { hashToken, newToken } from './tokens.ts';

export interface InviteParts {
  store: PeopleStore;
  clock: Clock;
  trusted: TrustedTime;
  cost: PasswordCost;
  semaphore: PasswordSemaphore;
  sessions: Sessions;
}

const INVITE_MS = 7 * 86_400_000;
const everything: readonly Grant[] = [{ board: '*', role: 'admin' }];
const personSchema = joinBody.pick({ name: true, password: true });

export function createInvites(
  parts: InviteParts,
): Pick<People, 'invite' | 'join' | 'ensureAdmin' | 'hasAdmin'> {
  const { store, clock, trusted, sessions } = parts;

  async function invite(by: Operator, boards: readonly string[], role: Role) {
    const foreign = boards.find((board) => !mayAct(by.grants, 'admin', board));
    if (foreign !== undefined) throw refuseForeign(foreign);
    const grants = [...new Set(boards)].map((board) => ({ board, role }));
    const made = await addInvite(parts, grants, by.id);
    const subject = `${role} of ${grants.map(({ board }) => board).join(', ')}`;
    await store.record({ at: clock.now(), personId: by.id, action: 'invite', subject });
    return made;
  }

  async function join(inviteToken: string, name: string, password: string) {
    const tokenHash = hashToken(inviteToken);
    const found = await store.invite(tokenHash, trusted.earliest());
    // The invite is checked before the password is hashed: a made-up one must not cost a tenth of a second of a core.
    if (!found || (found.createdBy === null && (await store.hasAdmin()))) throw refuseInvite();
    const person = await makePerson(parts, name, password);
    const outcome = await store.redeemInvite(tokenHash, person, trusted.earliest());
    if (outcome === 'no-invite') throw refuseInvite();
    if (outcome === 'name-taken') throw refuseName(person.name);
    await recordJoin(person);
    return sessions.open(person);
  }

  async function ensureAdmin(named: { name: string; password: string } | undefined) {
    if (await store.hasAdmin()) {
      // They are no longer good for anything, so they may stay if nothing can be written.
      await unlessUnwritable(store.removeSetUpInvites());
      return {};
    }
    await store.removeSetUpInvites();
    if (!named) return { setUpToken: (await addInvite(parts, everything, null)).token };
    const checked = personSchema.safeParse(named);
    if (!checked.success) throw refuseAdmin(checked.error.issues.map(({ message }) => message));
    const person = await makePerson(parts, checked.data.name, checked.data.password);
    if (!(await store.addPerson(person, everything))) throw refuseName(person.name);
    await recordJoin(person);
    return {};
  }

  function recordJoin(person: Person): Promise<void> {
    return store.record({ at: clock.now(), personId: person.id, action: 'join', subject: person.name });
  }

  return { invite, join, ensureAdmin, hasAdmin: () => store.hasAdmin() };
}

async function addInvite(
  { store, trusted }: InviteParts,
  grants: readonly Grant[],
  createdBy: string | null,
): Promise<{ token: string; expiresAt: number }> {
  const token = newToken();
  const createdAt = trusted.now();
  const expiresAt = createdAt + INVITE_MS;
  await store.addInvite({ tokenHash: hashToken(token), grants, createdBy, createdAt, expiresAt });
  return { token, expiresAt };
}

async function makePerson(
  { clock, semaphore, cost }: InviteParts,
  name: string,
  password: string,
): Promise<Person> {
  const passwordHash = await semaphore.run('known', () => hashPassword(password, cost));
  return { id: randomUUID(), name: name.trim().normalize('NFC'), passwordHash, createdAt: clock.now() };
}

function refuseForeign(board: string): Refusal {
  const where = board === '*' ? 'all boards' : `the board "${board}"`;
  return new Refusal('forbidden', `Only an admin of ${where} may invite people there.`);
}

function refuseInvite(): Refusal {
  return new Refusal('gone', 'This link was used already or is too old. Ask for another one.');
}

function refuseName(name: string): Refusal {
  return new Refusal(
    'name-taken',
    `There is a person named "${name}", in this or another case. Take another name.`,
  );
}

function refuseAdmin(messages: readonly string[]): Refusal {
  return new Refusal('invalid', `TOCSIN_ADMIN takes name:password; it ${messages.join(' and ')}.`);
}
