/** The picture that goes along with a link to a board: drawn once for its entry and language, however many ask. */
import type { Express, Request, Response } from 'express';
import { PAGES } from '#shared/paths.ts';
import type { Lang } from '#shared/text.ts';
import { isPublic } from '../../desk/admission.ts';
import type { BoardView } from '../../live/contract.ts';
import { Refusal } from '../../refusal.ts';
import { chooseLang } from '../http/choose-lang.ts';
import type { ReadingDoors } from '../http/dispatch-reading.ts';
import { dispatchReading } from '../http/dispatch-reading.ts';
import { openToAll, tellMethods } from '../http/open-to-all.ts';
import { isFresh, send, sendReply } from '../http/send-reply.ts';
import type { PageRenderer } from '../pages/page-renderer.ts';
import type { DoorParts } from '../parts.ts';
import { createReadyStore } from '../ready-store.ts';
import type { Lanes } from '../turns.ts';
import type { CardDrawer } from './card-drawer.ts';

export interface CardParts extends DoorParts, ReadingDoors {
  lanes: Pick<Lanes, 'growing'>;
  renderer: PageRenderer;
  drawer: CardDrawer;
}

/** Some 40 kB each. */
const KEPT = { most: 400, mostBytes: 16_000_000 };

interface Card {
  etag: string;
  isPrivate: boolean;
  lang: Lang;
  /** Undefined for who has it. */
  png: Buffer | undefined;
}

/** Adds it. To be called before the pages, the last of which answers everything. */
export function mountCards(app: Express, parts: CardParts): void {
  const find = createFinder(parts);
  app.get(PAGES.card, async (request, response) => {
    openToAll(response);
    const found = await dispatchReading(parts, request, { name: 'card', find: () => find(request) });
    if ('lang' in found) sendCard(response, found);
    else await sendReply(request, response, found);
  });
  app.options(PAGES.card, (_request, response) => {
    openToAll(response);
    tellMethods(response, 'GET, HEAD, OPTIONS', true);
  });
}

type CardRequest = Request<{ slug: string }>;

function createFinder({ clock, drawer, lanes, live, renderer }: CardParts) {
  const kept = createReadyStore<Buffer>({ ...KEPT, weigh: ({ length }) => length });

  async function make(view: BoardView, lang: Lang): Promise<Buffer> {
    const { snapshot } = view;
    const model = { output: 'card', snapshot } as const;
    const { body } = await renderer.renderOutput(model, { lang, now: clock.now(), origin: '' });
    return drawer.draw(body);
  }

  return async (request: CardRequest): Promise<Card> => {
    const { slug } = request.params;
    const view = live.view(slug);
    if (!view) throw new Refusal('no-board', 'There is no board with this slug.');
    const lang = chooseLang(request);
    const isPrivate = !isPublic(live, slug);
    // Of the entry that it is of, and of its language: one address answers in both.
    const etag = `${view.etag.slice(0, -1)}-${lang}"`;
    if (isFresh(request, { etag })) return { etag, isPrivate, lang, png: undefined };
    const draw = () => lanes.growing.run(() => make(view, lang));
    const png = await (isPrivate ? draw() : kept.find(`${slug} ${lang}`, etag, draw));
    return { etag, isPrivate, lang, png };
  };
}

function sendCard(response: Response, { etag, isPrivate, lang, png }: Card): void {
  response.setHeader('Cache-Control', isPrivate ? 'private, no-store' : 'public, max-age=1');
  response.setHeader('Vary', 'Accept-Language');
  response.setHeader('Content-Language', lang);
  response.setHeader('ETag', etag);
  if (!png) return void response.writeHead(304).end();
  response.setHeader('Content-Type', 'image/png');
  send(response, png);
}
