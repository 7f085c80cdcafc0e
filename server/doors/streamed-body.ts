/** A body that is made piece by piece while it is sent, no faster than its reader takes it. */

export interface StreamedParts {
  /** The media type. */
  type: string;
  /** Under which name a browser saves it. */
  fileName: string;
  pieces: AsyncIterable<Uint8Array>;
  /** Aborted where it can no longer be sent. */
  signal: AbortSignal;
  /** Called when nothing more is sent, whether all was or not. */
  end(): void;
}

/** Stands in an answer's `body` for the text that the pieces are. */
export class StreamedBody<Body = unknown> {
  /** For the compiler alone: what the pieces say together. */
  declare readonly body: Body;
  readonly parts: StreamedParts;
  constructor(parts: StreamedParts) {
    this.parts = parts;
  }
}
