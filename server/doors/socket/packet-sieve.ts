/**
 * Looks at packets as they come, before Engine.IO and Socket.IO decode them: counts them, and leaves out what can mean
 * nothing here. Each look is at a few characters, however long the packet is.
 */

/** Told of everything that one session sends. */
export interface Intake {
  /** False ends the session: more came than it may send. */
  take(packets: number, bytes: number): boolean;
  /** Whether a CONNECT to this namespace is the first, and not one that repeats what is under way or done. */
  enters(namespace: string): boolean;
  /** It may be entered again. */
  leaves(namespace: string): void;
}

/** A packet to be decoded in its place; `nothing` for one to be passed over, `broken` for one that ends the session. */
export type Sifted = { packet: string } | 'nothing' | 'broken';

/** Engine.IO's separator between the packets of one polling request. */
const SEPARATOR = '\u001e';
/** Longer than any namespace, of which there are two. */
const NAMESPACE_LENGTH = 64;
/** Packets of one polling request that are counted at all. */
const COUNTED = 65_536;

/** The packets of one polling request; undefined where they are more than the session may send. */
export function splitPayload(payload: string, intake: Intake): string[] | undefined {
  let packets = 1;
  for (let at = payload.indexOf(SEPARATOR); at >= 0 && packets < COUNTED; packets++)
    at = payload.indexOf(SEPARATOR, at + 1);
  return intake.take(packets, Buffer.byteLength(payload)) ? payload.split(SEPARATOR) : undefined;
}

/**
 * An Engine.IO message is a `4`, then comes Socket.IO's own type: 0 CONNECT, 1 DISCONNECT, 2 EVENT, 3 ACK, 4 CONNECT_ERROR,
 * 5 and 6 EVENT and ACK with attachments. A `b` is an attachment in base64.
 */
export function sift(packet: string | Buffer, intake: Intake): Sifted {
  // No event takes attachments: kept until all of them were there, they would be 640 KB a session.
  if (typeof packet !== 'string' || packet.startsWith('b')) return 'nothing';
  if (!packet.startsWith('4')) return { packet };
  switch (packet[1]) {
    case '0':
      return siftConnect(packet, intake);
    case '1':
      intake.leaves(readNamespace(packet) ?? '');
      return { packet };
    case '3':
    case '6':
      // The server asks for no acknowledgement.
      return 'nothing';
    case '5':
      return withoutAttachments(packet);
    default:
      return { packet };
  }
}

/**
 * Socket.IO makes a socket for each CONNECT that comes before the first is through, which takes a turn of the event loop
 * on `/` and a look at the session on `/desk`.
 */
function siftConnect(packet: string, intake: Intake): Sifted {
  const namespace = readNamespace(packet);
  if (namespace === undefined) return 'broken';
  return intake.enters(namespace) ? { packet } : 'nothing';
}

/** Undefined for one that is too long to be any. */
function readNamespace(packet: string): string | undefined {
  const head = packet.slice(2, NAMESPACE_LENGTH + 3);
  if (!head.startsWith('/')) return '/';
  const end = head.indexOf(',');
  if (end >= 0) return head.slice(0, end);
  return head.length <= NAMESPACE_LENGTH ? head : undefined;
}

/** The event as it reads without what was attached: it is answered as any other that brings a wrong body. */
function withoutAttachments(packet: string): Sifted {
  const dash = packet.slice(2, 5).indexOf('-');
  const count = packet.slice(2, 2 + dash);
  return dash > 0 && /^\d{1,2}$/.test(count) ? { packet: `42${packet.slice(3 + dash)}` } : 'broken';
}
