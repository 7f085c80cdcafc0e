/** How the desk posts: over the socket by which its board is watched, and by plain request while none gets through. */
import type { Acknowledgement, Receipts } from '#shared/answers.ts';
import type { EntryToPost } from '#shared/entry.ts';
import type { Api, Result } from './api.ts';
import type { SocketWire } from './socket-wire.ts';

export interface DeskLine {
  /** Posts go this way from now on, for as long as it is open. */
  use(wire: SocketWire): void;
  /** Posts one entry by whichever way is open. Rejects where no answer came. */
  post(board: string, entry: EntryToPost): Promise<Acknowledgement>;
}

export function createDeskLine(api: Api): DeskLine {
  let wire: SocketWire | undefined;
  return {
    use(opened) {
      wire = opened;
    },
    async post(board, entry) {
      return readAnswer(
        wire?.isOpen
          ? await wire.post({ board, entries: [entry] })
          : await api.call('postEntries', { slug: board, body: entry }),
      );
    },
  };
}

function readAnswer(result: Result<Receipts>): Acknowledgement {
  if (result.is === 'unreachable') throw new Error('no answer came');
  return { status: result.status, body: result.is === 'answered' ? result.body : result.problem };
}
