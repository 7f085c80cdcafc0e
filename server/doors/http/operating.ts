/** What operators do: post, make and change boards, sign in and out, invite. */
import type { SignedInPerson } from '#shared/answers.ts';
import { PAGES } from '#shared/paths.ts';
import { mayAct } from '#shared/roles.ts';
import type { ClockWord } from '../../desk/clock-word.ts';
import type { Desk, Operator, People, SignedIn } from '../../desk/contract.ts';
import { alone, inList } from '../../json-pointer.ts';
import type { Live } from '../../live/contract.ts';
import { refuseField } from '../../refusal.ts';
import type { Reply } from '../dispatcher.ts';
import { postEntries } from '../posting.ts';
import type { Cookies } from './cookies.ts';
import type { RouteCall, RouteReply, RouteTable } from './routes.ts';

type Operating = Pick<
  RouteTable,
  | 'postEntries'
  | 'makeBoard'
  | 'changeBoard'
  | 'eraseText'
  | 'session'
  | 'signIn'
  | 'signOut'
  | 'invite'
  | 'join'
  | 'trustClock'
>;

export interface OperatingParts {
  desk: Desk;
  people: People;
  clockWord: ClockWord;
  live: Pick<Live, 'slugs'>;
  cookies: Cookies;
}

export function createOperating({ desk, people, clockWord, live, cookies }: OperatingParts): Operating {
  const welcome = (status: number, { operator, token, lifetimeMs }: SignedIn): Reply<SignedInPerson> => ({
    status,
    body: introduce(operator),
    cookies: [cookies.setSession(token, lifetimeMs)],
  });

  return {
    postEntries: ({ permit, body, isList }) => postEntries(desk, permit, body, isList ? inList() : alone),
    makeBoard: async ({ permit, body }) => ({ status: 201, body: await desk.makeBoard(permit, body) }),
    changeBoard: async ({ permit, body }) => ({ status: 200, body: await desk.changeBoard(permit, body) }),
    async eraseText({ permit, id, body }) {
      const receipt = await desk.eraseText(permit, id, body.reason);
      return { status: 200, body: { entries: [receipt] } };
    },
    session: ({ operator }) => (operator ? { status: 200, body: introduce(operator) } : { status: 204 }),
    async signIn({ body, caller: { address, deviceTokens, sessionToken } }) {
      const from = {
        address,
        devices: deviceTokens,
        ...(sessionToken !== undefined && { session: sessionToken }),
      };
      const signedIn = await people.signIn(body.name, body.password, from);
      const reply = welcome(200, signedIn);
      return { ...reply, cookies: [...(reply.cookies ?? []), cookies.setDevice(signedIn.device)] };
    },
    async signOut({ caller }) {
      if (caller.sessionToken !== undefined) await people.signOut(caller.sessionToken);
      return { status: 204, cookies: [cookies.endSession()] };
    },
    invite: (call) => invite(people, live, call),
    trustClock: async ({ permit }) => ({ status: 200, body: await clockWord.trust(permit) }),
    join: async ({ body }) => welcome(201, await people.join(body.invite, body.name, body.password)),
  };
}

async function invite(
  people: People,
  live: Pick<Live, 'slugs'>,
  { operator, body: { boards, role }, caller }: RouteCall<'invite'>,
): Promise<RouteReply<'invite'>> {
  const slugs = live.slugs();
  for (const [index, board] of boards.entries()) {
    // Whoever may not invite there is told that alone: another's draft must look like a board that is not there.
    if (board !== '*' && !slugs.includes(board) && mayAct(operator.grants, 'admin', board))
      throw refuseField(`#/boards/${index}`, 'takes the slug of a board that is here, or "*"');
  }
  const { token, expiresAt } = await people.invite(operator, boards, role);
  // After the "#", where no server and no proxy sees the token.
  const link = `${caller.origin}${PAGES.join}#${token}`;
  return { status: 201, body: { link, expiresAt: new Date(expiresAt).toISOString() } };
}

function introduce({ name, grants }: Operator): SignedInPerson {
  return { name, grants };
}
