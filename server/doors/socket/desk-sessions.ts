/** Which open sockets hang on which session, so that they end when it ends. */
import type { Socket } from 'socket.io';
import type { People } from '../../desk/contract.ts';
import { findSession } from '../dispatcher.ts';

export interface DeskSessions extends Disposable {
  /** Ends the socket when its session does. */
  follow(socket: Socket, tokens: readonly string[]): Promise<void>;
}

export function createDeskSessions(people: Pick<People, 'onSessionEnd' | 'operator'>): DeskSessions {
  const sockets = new Map<string, Set<Socket>>();

  const unsubscribe = people.onSessionEnd((sessionHash) => {
    for (const socket of sockets.get(sessionHash) ?? []) socket.disconnect();
  });

  function remember(socket: Socket, sessionHash: string): void {
    sockets.set(sessionHash, (sockets.get(sessionHash) ?? new Set()).add(socket));
    socket.once('disconnect', () => {
      const others = sockets.get(sessionHash);
      others?.delete(socket);
      if (others?.size === 0) sockets.delete(sessionHash);
    });
  }

  return {
    async follow(socket, tokens) {
      try {
        const session = await findSession(people, tokens);
        if (session && socket.connected) remember(socket, session.operator.sessionHash);
        // Once more: it may have ended before its end would have been noticed here.
        if (!(await findSession(people, tokens))) socket.disconnect();
      } catch {
        // A store that does not answer cannot say that the session holds.
        socket.disconnect();
      }
    },
    [Symbol.dispose]: unsubscribe,
  };
}
