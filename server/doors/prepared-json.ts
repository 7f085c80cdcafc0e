/** JSON that is written already: serialised once, it goes out to everybody as it is. */
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
