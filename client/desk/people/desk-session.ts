/** Who is signed in at this desk, and what they may do. */
import type { ShallowRef } from 'vue';
import { shallowRef } from 'vue';
import type { SignedInPerson } from '#shared/answers.ts';
import type { Role } from '#shared/roles.ts';
import { mayAct } from '#shared/roles.ts';
import type { Api, Result } from '../../net/api.ts';

/** `unknown` until the server has said. */
export type SessionState = { is: 'unknown' } | { is: 'signed-out' } | ({ is: 'signed-in' } & SignedInPerson);
export type Refused = Extract<Result<unknown>, { is: 'refused' }>;
/** Why something that was asked for did not happen. */
export type Trouble = Refused | { is: 'unreachable' };

export interface DeskSession {
  readonly state: Readonly<ShallowRef<SessionState>>;
  /** Asks the server who is signed in. Where it does not answer, what was known stays; false then. */
  refresh(): Promise<boolean>;
  signIn(name: string, password: string): Promise<Trouble | undefined>;
  /** Takes an invite, or the set-up link of the first run. */
  join(invite: string, name: string, password: string): Promise<Trouble | undefined>;
  signOut(): Promise<Trouble | undefined>;
  /** The server no longer knows this session. */
  end(): void;
  /** Whether who is signed in may do this on a board, `*` meaning on all of them. */
  may(role: Role, board: string): boolean;
}

export function createDeskSession(api: Api): DeskSession {
  const state = shallowRef<SessionState>({ is: 'unknown' });
  const enter = async (asking: Promise<Result<SignedInPerson>>): Promise<Trouble | undefined> => {
    const result = await asking;
    if (result.is !== 'answered') return result;
    state.value = { is: 'signed-in', ...result.body };
    return undefined;
  };
  const end = () => {
    state.value = { is: 'signed-out' };
  };

  return {
    state,
    async refresh() {
      const result = await api.call('session');
      if (result.is === 'answered')
        state.value = result.body ? { is: 'signed-in', ...result.body } : { is: 'signed-out' };
      return result.is !== 'unreachable';
    },
    signIn: (name, password) => enter(api.call('signIn', { body: { name, password } })),
    join: (invite, name, password) => enter(api.call('join', { body: { invite, name, password } })),
    async signOut() {
      const result = await api.call('signOut');
      if (result.is !== 'answered') return result;
      end();
      return undefined;
    },
    end,
    may: (role, board) => state.value.is === 'signed-in' && mayAct(state.value.grants, role, board),
  };
}

/** The trouble without what is out of date once a field is typed in again: what the server said of that field, or of none. */
export function withoutFault(trouble: Trouble | undefined, pointer: string): Trouble | undefined {
  if (trouble?.is !== 'refused' || !trouble.problem.errors?.length) return undefined;
  const isOf = (of: string, within: string) => within === of || within.startsWith(`${of}/`);
  const errors = trouble.problem.errors.filter(
    (error) => !(isOf(pointer, error.pointer) || isOf(error.pointer, pointer)),
  );
  return errors.length > 0 ? { ...trouble, problem: { ...trouble.problem, errors } } : undefined;
}
