/** Pages as ready bytes: each rendered once for its version and language, however many ask for it. */
import { createHash } from 'node:crypto';
import type { PageModel } from '#shared/page-model.ts';
import type { Lang } from '#shared/text.ts';
import type { Clock } from '../../clock.ts';
import { writePagePolicy } from '../http/security-headers.ts';
import { compress } from '../http/send-reply.ts';
import type { Turns } from '../turns.ts';
import type { PageRenderer } from './page-renderer.ts';

/** A page to be shown: `name` says which, `version` when it must be rendered anew. */
export interface WantedPage {
  name: string;
  version: string;
  model: PageModel;
  /** Not for everybody, so it is kept for nobody. */
  isPrivate: boolean;
}

export interface ReadyPage {
  etag: string;
  /** Its Content-Security-Policy. */
  policy: string;
  html: Buffer;
  gzip: Buffer;
  br: Buffer;
}

/** By what the page differs from one reader to another. */
export interface Reader {
  lang: Lang;
  /** Asks for as little as there can be (`Save-Data`): no typeface. */
  savesData: boolean;
}

export type FindPage = (wanted: WantedPage, reader: Reader) => Promise<ReadyPage>;

interface Kept {
  version: string;
  minute: number;
  page: Promise<ReadyPage>;
  /** Whether the page had to leave out places: until the minute is over the next one is not tried with all of them. */
  isCut: boolean;
}

const MINUTE = 60_000;
/** A page in each language and of each kind for hundreds of boards; what was asked for longest ago goes. */
const KEPT = 500;
/** What a reader on a slow line waits for: a page with all its places is as heavy as this at most, compressed. */
const HEAVIEST = 14_000;
/** Rows of places on a page that would be heavier, and more of them than can ever fit. */
const PLACES_SHOWN = 60;
const PLACES_HOPELESS = 600;

export interface PageCacheParts {
  renderer: PageRenderer;
  clock: Clock;
  publicUrl: string | undefined;
  turns: Turns;
}

export function createPageCache({ renderer, clock, publicUrl, turns }: PageCacheParts): FindPage {
  const kept = new Map<string, Kept>();

  async function render(model: PageModel, reader: Reader): Promise<ReadyPage> {
    await turns.take();
    const context = { ...reader, now: clock.now(), ...(publicUrl !== undefined && { publicUrl }) };
    const page = await renderer.render(model, context);
    const html = Buffer.from(page.html);
    return {
      etag: `"${createHash('sha256').update(html).digest('base64url').slice(0, 22)}"`,
      policy: renderer.policy ?? writePagePolicy(page.styleHashes),
      html,
      gzip: await compress(html, 'gzip'),
      br: await compress(html, 'br'),
    };
  }

  /** With every place where that is not too heavy; `note` is told where it is. */
  async function renderFitting(
    model: PageModel,
    reader: Reader,
    note: { isCut: boolean },
  ): Promise<ReadyPage> {
    if (model.page !== 'board') return render(model, reader);
    const { length } = model.snapshot.board.places;
    if (!note.isCut && length <= PLACES_HOPELESS) {
      const page = await render(model, reader);
      if (length <= PLACES_SHOWN || page.gzip.length <= HEAVIEST) return page;
    }
    note.isCut = true;
    return render({ ...model, mostPlaces: PLACES_SHOWN }, reader);
  }

  return (wanted, reader) => {
    const { name, version, model } = wanted;
    if (wanted.isPrivate || renderer.policy !== undefined)
      return renderFitting(model, reader, { isCut: false });
    const key = `${reader.lang} ${reader.savesData} ${name}`;
    const known = kept.get(key);
    // A page says when it was made, and some of what it says goes by the clock.
    const minute = Math.floor(clock.now() / MINUTE);
    if (known?.version === version && known.minute === minute) return known.page;
    // Kept before it is made, so that a crowd that comes meanwhile waits for this one.
    const note = { isCut: known?.minute === minute && known.isCut };
    const page = renderFitting(model, reader, note);
    kept.delete(key);
    const made: Kept = Object.assign(note, { version, minute, page });
    kept.set(key, made);
    const [oldest] = kept.keys();
    if (kept.size > KEPT && oldest !== undefined) kept.delete(oldest);
    page.catch(() => kept.get(key) === made && kept.delete(key));
    return page;
  };
}
