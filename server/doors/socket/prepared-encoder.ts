/** Socket.IO's encoding of packets, with JSON that is written already left as it is. */
import { Decoder, Encoder } from 'socket.io-parser';
import { PreparedJson } from '../prepared-json.ts';

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
