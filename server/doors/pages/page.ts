/** The pages: which one an address means, in which language, and what goes along with it. */
import type { Express, Request, Response } from 'express';
import { PAGES } from '#shared/paths.ts';
import { isPublic } from '../../desk/admission.ts';
import type { Live } from '../../live/contract.ts';
import type { Reply } from '../dispatcher.ts';
import { chooseLang } from '../http/choose-lang.ts';
import type { ReadingDoors } from '../http/dispatch-reading.ts';
import { dispatchReading } from '../http/dispatch-reading.ts';
import { chooseEncoding, isFresh, send, sendReply } from '../http/send-reply.ts';
import type { DoorParts } from '../parts.ts';
import type { Lanes } from '../turns.ts';
import {
  chooseBoard,
  chooseDesk,
  chooseEntry,
  choosePlaces,
  chooseReport,
  chooseRoot,
  refuseAddress,
} from './choose-page.ts';
import type { FindPage, Reader, ReadyPage, WantedPage } from './page-cache.ts';
import { createPageCache } from './page-cache.ts';
import type { PageRenderer } from './page-renderer.ts';
import { readWall } from './read-wall.ts';
import { createReports } from './reports.ts';

export interface Pages {
  /** Adds the pages, their scripts, and at last the page that says that there is nothing. */
  mount(app: Express): void;
}

export interface PageParts extends DoorParts, ReadingDoors {
  lanes: Pick<Lanes, 'growing' | 'pages'>;
  renderer: PageRenderer;
}

type Choose = () => WantedPage | Promise<WantedPage>;

interface Exchange {
  request: Request;
  response: Response;
  reader: Reader;
}

export function createPages(parts: PageParts): Pages {
  const { clock, config, lanes, live, renderer } = parts;
  const find = createPageCache({ renderer, clock, publicUrl: config.publicUrl, turns: lanes.pages });
  const reports = createReports(parts);

  /** `choose` may refuse; then the page is the one that says so. */
  async function show(request: Request, response: Response, choose: Choose): Promise<void> {
    const exchange = { request, response, reader: readReader(request) };
    const reply = await dispatchReading(parts, request, {
      name: 'page',
      async find() {
        const wanted = await choose();
        return { wanted, page: await find(wanted, exchange.reader) };
      },
    });
    if ('page' in reply) return sendPage(exchange, reply.page, reply.wanted.isPrivate ? 'private' : 'public');
    await sendProblem(exchange, find, { reply, wanted: choosePageFor(reply, live, request) });
  }

  return {
    mount(app) {
      app.get(PAGES.boards, (request, response) =>
        show(request, response, () => chooseRoot(parts, asks(request))),
      );
      app.get(PAGES.board, (request, response) =>
        show(request, response, () => chooseBoard(parts, request.params.slug, asks(request))),
      );
      app.get(PAGES.places, (request, response) =>
        show(request, response, () => choosePlaces(parts, request.params.slug)),
      );
      app.get(PAGES.report, (request, response) =>
        show(request, response, () =>
          chooseReport({ live, reports }, request.params.slug, asks(request)('after')),
        ),
      );
      app.get(PAGES.entry, (request, response) =>
        show(request, response, () => chooseEntry(parts, request.params.slug, request.params.id)),
      );
      app.get([PAGES.desk, `${PAGES.desk}/*rest`], (request, response) =>
        show(request, response, () => chooseDesk(parts)),
      );
      renderer.mountAssets(app);
      app.use((request, response) => show(request, response, refuseAddress));
    },
  };
}

/** A field of the query; one that is there twice asks for nothing. */
function asks({ query }: Request): (name: string) => string | undefined {
  return (name) => {
    const value = query[name];
    return typeof value === 'string' ? value : undefined;
  };
}

function readReader(request: Request): Reader {
  return { lang: chooseLang(request), savesData: request.headers['save-data'] === 'on' };
}

function sendPage(
  { request, response, reader }: Exchange,
  page: ReadyPage,
  kept: 'public' | 'private',
): void {
  response.setHeader('Cache-Control', kept === 'public' ? 'public, max-age=1' : 'private, no-store');
  response.setHeader('Vary', 'Accept-Encoding, Accept-Language, Save-Data');
  response.setHeader('Content-Language', reader.lang);
  response.setHeader('Content-Security-Policy', page.policy);
  response.setHeader('ETag', page.etag);
  if (response.statusCode === 200 && isFresh(request, page)) return void response.writeHead(304).end();
  response.setHeader('Content-Type', 'text/html; charset=utf-8');
  const encoding = chooseEncoding(request);
  send(response, encoding ? page[encoding] : page.html, encoding);
}

/** What is shown in a page's place. */
function choosePageFor({ status, code }: Reply, live: Live, request: Request): WantedPage {
  const slug = request.params.slug?.toString() ?? '';
  const withheld = code === 'damaged' ? live.withheld(slug) : undefined;
  if (!withheld)
    return { name: `problem ${status}`, version: '', model: { page: 'problem', status }, isPrivate: false };
  const { since, board } = withheld;
  const isPrivate = !isPublic(live, slug);
  const wall = readWall(asks(request));
  return {
    name: `withheld ${slug} ${JSON.stringify(wall)}`,
    version: '',
    model: { page: 'withheld', since, board, ...(wall && { wall }) },
    isPrivate,
  };
}

/** Where even that page cannot be rendered, the problem document says what is wrong. */
async function sendProblem(
  exchange: Exchange,
  find: FindPage,
  { reply, wanted }: { reply: Reply; wanted: WantedPage },
): Promise<void> {
  const { request, response, reader } = exchange;
  const { status } = reply;
  const takesPage = request.method === 'GET' || request.method === 'HEAD';
  const page = takesPage ? await find(wanted, reader).catch(() => undefined) : undefined;
  if (!page) return sendReply(request, response, reply);
  response.statusCode = status;
  if (reply.retryAfter !== undefined) response.setHeader('Retry-After', String(reply.retryAfter));
  sendPage(exchange, page, 'private');
}
