/** How far what was written to a connection has come on its way. */

export interface RawSocket {
  bytesWritten: number;
  writableLength: number;
  /** Node's own; its timeouts look at the same number. */
  _handle?: { writeQueueSize?: number } | null;
}

/** Differs from an earlier answer if anything has left this process since. */
export function markSent(socket: RawSocket): string {
  // A large write counts as written only when all of it is; how far it is shows in the system's own queue.
  return `${socket.bytesWritten - socket.writableLength} ${socket._handle?.writeQueueSize ?? 0}`;
}
