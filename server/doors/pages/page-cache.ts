/** Pages as ready bytes: each rendered once for its version and language, however many ask for it. */
import type { PageModel } from '#shared/page-model.ts';
import type { Lang } from '#shared/text.ts';
import type { Clock } from '../../clock.ts';
import { writePagePolicy } from '../http/security-headers.ts';
import { compress, etagOf } from '../http/send-reply.ts';
import { createReadyStore } from '../ready-store.ts';
import type { Turns } from '../turns.ts';
import type { PageRenderer } from './page-renderer.ts';

/** A page to be shown: `name` says which, `version` when it must be rendered anew. */
export interface WantedPage {
  name: string;
  version: string;
  model: PageModel;
  /** Not for everybody, so it is kept for nobody. */
  isPrivate: boolean;
  /** Made for one question: it is not kept either. */
  isPassing?: boolean;
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

const MINUTE = 60_000;
/** A page in each language and of each kind for hundreds of boards; what was asked for longest ago goes. */
const KEPT = 500;
const KEPT_BYTES = 64_000_000;
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
  const kept = createReadyStore<ReadyPage>({
    ...{ most: KEPT, mostBytes: KEPT_BYTES },
    weigh: ({ html, gzip, br }) => html.length + gzip.length + br.length,
  });
  /** The minute in which a page had to leave out places: until it is over the next one is not tried with all of them. */
  const cutIn = new Map<string, number>();

  async function render(model: PageModel, reader: Reader): Promise<ReadyPage> {
    await turns.take();
    const turn = inOrder(() => turns.take());
    const context = {
      ...{ ...reader, now: clock.now(), turn },
      ...(publicUrl !== undefined && { publicUrl }),
    };
    const page = await renderer.render(model, context);
    await turn();
    const html = Buffer.from(page.html);
    return {
      etag: etagOf(html),
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

  /** The same, and remembers for the rest of the minute that it had to be cut. */
  async function renderOnce(
    { key, minute }: { key: string; minute: number },
    model: PageModel,
    reader: Reader,
  ): Promise<ReadyPage> {
    const note = { isCut: cutIn.get(key) === minute };
    const page = await renderFitting(model, reader, note);
    cutIn.delete(key);
    if (note.isCut) cutIn.set(key, minute);
    const [oldest] = cutIn.keys();
    if (cutIn.size > KEPT && oldest !== undefined) cutIn.delete(oldest);
    return page;
  }

  return (wanted, reader) => {
    const { name, version, model } = wanted;
    if (wanted.isPrivate || wanted.isPassing || renderer.policy !== undefined)
      return renderFitting(model, reader, { isCut: false });
    const key = `${reader.lang} ${reader.savesData} ${name}`;
    // A page says when it was made, and some of what it says goes by the clock.
    const minute = Math.floor(clock.now() / MINUTE);
    return kept.find(key, `${minute} ${version}`, () => renderOnce({ key, minute }, model, reader));
  };
}

/** One turn after the other: a page of a hundred pieces stands in the lane once. */
function inOrder(take: () => Promise<void>): () => Promise<void> {
  let last = Promise.resolve();
  return () => {
    last = last.then(take);
    return last;
  };
}
