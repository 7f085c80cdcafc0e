/** What every answer about a board says of it: whether it is real, a replay or simulated. */
import type { Board } from '#shared/board.ts';
import type { Reply } from './dispatcher.ts';
import { PreparedJson } from './prepared-json.ts';
import { StreamedBody } from './streamed-body.ts';

/**
 * The reply with the board's nature among its first keys. A board says its own, a snapshot within its `board`; what says
 * nothing and a refusal stay as they are. What is no JSON says it in its own words: a table in its first column.
 */
export function sayNature<Body>(reply: Reply<Body>, board: Pick<Board, 'nature'> | undefined): Reply<Body> {
  const { body } = reply;
  if (board === undefined || typeof body !== 'object' || body === null) return reply;
  if (body instanceof StreamedBody) return reply;
  const { nature } = board;
  if (!(body instanceof PreparedJson)) return { ...reply, body: { nature, ...body } };
  // A merged tick, as it was serialised; the snapshot's bytes are its own.
  const { source } = body;
  if (typeof source !== 'string') return reply;
  return { ...reply, body: new PreparedJson(`{"nature":"${nature}",${source.slice(1)}`) };
}
