/** Outputs as ready bytes: each rendered once for its version and language, however many ask. */
import type { RenderedOutput } from '#shared/output-model.ts';
import type { Lang } from '#shared/text.ts';
import type { Clock } from '../../clock.ts';
import type { Encoding } from '../http/send-reply.ts';
import { compress, etagOf } from '../http/send-reply.ts';
import type { PageRenderer } from '../pages/page-renderer.ts';
import type { ReadyStore } from '../ready-store.ts';
import { createReadyStore } from '../ready-store.ts';
import type { Lanes } from '../turns.ts';
import type { WantedOutput } from './choose-output.ts';

export interface ReadyOutput {
  etag: string;
  bytes: Buffer;
  styleHashes: string[];
  /** Compressed when it is first asked for. */
  encoded(encoding: Encoding): Promise<Buffer>;
}

export interface OutputReader {
  lang: Lang;
  /** The origin under which this server was reached: as each reader says, where no setting says it. */
  origin: string;
}

export interface OutputCache {
  find(wanted: WantedOutput, reader: OutputReader): Promise<ReadyOutput>;
  /** Renders for this reader alone. */
  render(wanted: Rendered, reader: OutputReader): Promise<ReadyOutput>;
}

type Rendered = Pick<WantedOutput, 'model' | 'hasOrigin'>;

export interface OutputCacheParts {
  renderer: PageRenderer;
  clock: Clock;
  publicUrl: string | undefined;
  lanes: Pick<Lanes, 'pages' | 'reading'>;
}

const MINUTE = 60_000;
/** Seven outputs in two languages, and one for each kind, for a hundred boards. */
const BOUNDS = { most: 3_000, mostBytes: 32_000_000 };
/** Where each reader says how the server is called, whatever they say must not drive out what others are waiting for. */
const BOUNDS_OF_STRANGERS = { most: 100, mostBytes: 16_000_000 };

export function createOutputCache({ renderer, clock, publicUrl, lanes }: OutputCacheParts): OutputCache {
  const kept = openStore(BOUNDS);
  const keptByOrigin = publicUrl === undefined ? openStore(BOUNDS_OF_STRANGERS) : kept;

  async function render(wanted: Rendered, reader: OutputReader): Promise<ReadyOutput> {
    // Whoever watches waits for no feed reader.
    await (wanted.hasOrigin ? lanes.reading : lanes.pages).take();
    return prepare(await renderer.renderOutput(wanted.model(), { ...reader, now: clock.now() }));
  }

  return {
    render,
    find(wanted, reader) {
      const { name, version, isTimed, hasOrigin } = wanted;
      if (wanted.isPrivate || renderer.policy !== undefined) return render(wanted, reader);
      const store = hasOrigin ? keptByOrigin : kept;
      const minute = isTimed ? Math.floor(clock.now() / MINUTE) : 0;
      const key = `${reader.lang} ${hasOrigin ? reader.origin : ''} ${name}`;
      return store.find(key, `${minute} ${version}`, () => render(wanted, reader));
    },
  };
}

function openStore(bounds: typeof BOUNDS): ReadyStore<ReadyOutput> {
  // Its two compressed forms are a part of what it is itself.
  return createReadyStore({ ...bounds, weigh: ({ bytes }) => 2 * bytes.length });
}

function prepare({ body, styleHashes }: RenderedOutput): ReadyOutput {
  const bytes = Buffer.from(body);
  const encoded = new Map<Encoding, Promise<Buffer>>();
  return {
    etag: etagOf(bytes),
    bytes,
    styleHashes,
    encoded(encoding) {
      const known = encoded.get(encoding) ?? compress(bytes, encoding);
      encoded.set(encoding, known);
      return known;
    },
  };
}
