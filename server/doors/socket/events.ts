/** What stands behind each event: a table with one function for each, typed by the protocol. */
import type { Socket } from 'socket.io';
import type { EventAnswers } from '#shared/answers.ts';
import type { EVENTS, EventName, Parsed } from '#shared/protocol.ts';
import { mayAct } from '#shared/roles.ts';
import type { Snapshot, Tick } from '#shared/snapshot.ts';
import type { Desk, Operator } from '../../desk/contract.ts';
import { inList } from '../../json-pointer.ts';
import type { Live } from '../../live/contract.ts';
import { Refusal, refuseField } from '../../refusal.ts';
import type { Reply } from '../dispatcher.ts';
import type { PermitFor } from '../http/routes.ts';
import { sayNature } from '../nature.ts';
import { postEntries } from '../posting.ts';
import { PreparedJson } from '../prepared-json.ts';
import type { Fanout } from './fanout.ts';

/** One event, with everything checked that the protocol's table says about it. */
export interface EventCall<Name extends EventName> {
  socket: Socket;
  operator: Operator | undefined;
  permit: PermitFor<(typeof EVENTS)[Name]['access']>;
  body: Parsed<(typeof EVENTS)[Name]['body']>;
}

/** What an event is acknowledged with; a refusal is thrown. */
type EventReply<Name extends EventName> = Reply<EventAnswers[Name]>;
export type EventTable = {
  [Name in EventName]: (call: EventCall<Name>) => EventReply<Name> | Promise<EventReply<Name>>;
};

/** The sockets that get a board's ticks. */
export interface Audiences {
  /** Sockets on `/`. */
  watchers: Fanout;
  /** Operators on `/desk` who may not post on the board: they get no ticks of a draft. */
  visitors: Fanout;
  /** Operators on `/desk` who may post on the board. */
  operators: Fanout;
}

export interface EventParts {
  live: Pick<Live, 'view' | 'tally'>;
  desk: Pick<Desk, 'post'>;
  audiences: Audiences;
}

export function createEventTable({ live, desk, audiences }: EventParts): EventTable {
  /** No `await` between building the answer and joining: a tick that fell in between would be lost. */
  function watchWith(
    audience: Fanout,
    { socket, body }: Pick<EventCall<'watch'>, 'socket' | 'body'>,
  ): EventReply<'watch'> {
    const view = live.view(body.board);
    if (!view) throw new Refusal('no-board', 'There is no board with this slug.');
    // No board has the epoch '': without both, the answer is the snapshot.
    const { since = 0, epoch = '' } = body;
    const { json } = view.changes(since, epoch);
    if (!audience.join(socket, body.board))
      throw refuseField('#/board', 'is one too many: unwatch another one first');
    return { status: 200, body: new PreparedJson<Tick | Snapshot>(json) };
  }

  return {
    watch: (call) => watchWith(audiences.watchers, call),
    unwatch({ socket, body }) {
      audiences.watchers.leave(socket, body.board);
      return { status: 200, body: {} };
    },
    deskWatch(call) {
      const isOperator = mayAct(call.operator?.grants, 'editor', call.body.board);
      return watchWith(isOperator ? audiences.operators : audiences.visitors, call);
    },
    deskUnwatch({ socket, body }) {
      for (const audience of [audiences.visitors, audiences.operators]) audience.leave(socket, body.board);
      return { status: 200, body: {} };
    },
    async post({ permit, body: { board, entries } }) {
      const reply = await postEntries(desk, permit, entries, inList('#/entries'));
      return sayNature(reply, live.tally(board)?.board);
    },
  };
}
