/** JSON that is written already: serialised once, it goes out to everybody as it is. */
import { Decoder, Encoder } from 'socket.io-parser';
import type { Encoded } from '../live/contract.ts';

/** Stands in an answer's `body` for a value that need not be serialised again. */
export class PreparedJson<Body = unknown> {
  /** For the compiler alone: what the text says. */
  declare readonly body: Body;
  readonly source: string | Encoded;
  constructor(source: string | Encoded) {
    this.source = source;
  }
  get text(): string {
    return typeof this.source === 'string' ? this.source : this.source.json.toString();
  }
}

type Packet = Parameters<Encoder['encode']>[0];
const ACK = 3;

/**
 * Socket.IO's own encoding, but for acknowledgements with a prepared body: those it would walk in search of binary
 * values and serialise for each watcher anew.
 */
class PreparedEncoder extends Encoder {
  override encode(packet: Packet): (string | Buffer)[] {
    const [answer] = packet.type === ACK && Array.isArray(packet.data) ? packet.data : [];
    if (!(answer?.body instanceof PreparedJson)) return super.encode(packet);
    const namespace = packet.nsp === '/' ? '' : `${packet.nsp},`;
    return [`${ACK}${namespace}${packet.id}[{"status":${Number(answer.status)},"body":${answer.body.text}}]`];
  }
}

/** For the `parser` option of a Socket.IO server. */
export const preparedParser = { Encoder: PreparedEncoder, Decoder };
