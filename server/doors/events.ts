/** What stands behind each event: a table with one function for each, typed by the protocol. */
import type { Socket } from 'socket.io';
import type { z } from 'zod';
import type { EVENTS, EventName } from '#shared/protocol.ts';
import type { Desk, Operator } from '../desk/contract.ts';
import type { Live } from '../live/contract.ts';
import { Refusal, refuseField } from '../refusal.ts';
import type { Reply } from './dispatcher.ts';
import type { Fanout } from './fanout.ts';
import { postEntries } from './posting.ts';
import { PreparedJson } from './prepared-json.ts';

/** One event, with everything checked that the protocol's table says about it. */
export interface EventCall<Name extends EventName> {
  socket: Socket;
  operator: (typeof EVENTS)[Name]['access'] extends 'editor' ? Operator : Operator | undefined;
  body: z.output<(typeof EVENTS)[Name]['body']>;
}

export type EventTable = { [Name in EventName]: (call: EventCall<Name>) => Reply | Promise<Reply> };

export interface EventParts {
  live: Pick<Live, 'view'>;
  desk: Pick<Desk, 'post'>;
  /** Who watches on `/`, and who on `/desk`. */
  watchers: Fanout;
  operators: Fanout;
}

export function createEventTable({ live, desk, watchers, operators }: EventParts): EventTable {
  /** No `await` between building the answer and joining: a tick that fell in between would be lost. */
  const watchBy =
    (fanout: Fanout) =>
    ({ socket, body }: Pick<EventCall<'watch'>, 'socket' | 'body'>): Reply => {
      const view = live.view(body.board);
      if (!view) throw new Refusal('no-board', 'There is no board with this slug.');
      // No board has the epoch '': without both, the answer is the snapshot.
      const { since = 0, epoch = '' } = body;
      const { json } = view.changes(since, epoch);
      if (!fanout.join(socket, body.board))
        throw refuseField('#/board', 'is one too many: unwatch another one first');
      return { status: 200, body: new PreparedJson(json) };
    };
  const unwatchBy =
    (fanout: Fanout) =>
    ({ socket, body }: Pick<EventCall<'unwatch'>, 'socket' | 'body'>): Reply => {
      fanout.leave(socket, body.board);
      return { status: 200, body: {} };
    };

  return {
    watch: watchBy(watchers),
    unwatch: unwatchBy(watchers),
    deskWatch: watchBy(operators),
    deskUnwatch: unwatchBy(operators),
    post: ({ operator, body: { board, entries } }) =>
      postEntries(desk, { operator, slug: board, entries, list: '#/entries' }),
  };
}
