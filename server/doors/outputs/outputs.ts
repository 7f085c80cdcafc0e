/** A board's light outputs: for the slowest line, a short message, other people's pages, feed readers and calendars. */
import type { Express, Request, Response } from 'express';
import { PAGES } from '#shared/paths.ts';
import type { Reply } from '../dispatcher.ts';
import { chooseLang } from '../http/choose-lang.ts';
import type { ReadingDoors } from '../http/dispatch-reading.ts';
import { dispatchReading } from '../http/dispatch-reading.ts';
import { openToAll, tellMethods } from '../http/open-to-all.ts';
import { writeEmbedPolicy } from '../http/security-headers.ts';
import { chooseEncoding, isFresh, send, sendReply, WORTH_COMPRESSING } from '../http/send-reply.ts';
import type { OriginRule } from '../origin.ts';
import { senderOf } from '../origin.ts';
import type { PageRenderer } from '../pages/page-renderer.ts';
import type { DoorParts } from '../parts.ts';
import type { Lanes } from '../turns.ts';
import type { CardDrawer } from './card-drawer.ts';
import { mountCards } from './cards.ts';
import type { OutputName, WantedOutput } from './choose-output.ts';
import { chooseOutput } from './choose-output.ts';
import { mountEmbedScript } from './embed-script.ts';
import type { OutputCache, OutputReader, ReadyOutput } from './output-cache.ts';
import { createOutputCache } from './output-cache.ts';

export interface Outputs {
  /** Adds them. To be called before the pages, the last of which answers everything. */
  mount(app: Express): void;
}

export interface OutputParts extends DoorParts, ReadingDoors {
  lanes: Pick<Lanes, 'growing' | 'pages' | 'reading'>;
  originRule: OriginRule;
  renderer: PageRenderer;
  drawer: CardDrawer;
}

const TYPES: Readonly<Record<OutputName, string>> = {
  text: 'text/html; charset=utf-8',
  line: 'text/plain; charset=utf-8',
  embed: 'text/html; charset=utf-8',
  badge: 'image/svg+xml; charset=utf-8',
  atom: 'application/atom+xml; charset=utf-8',
  jsonFeed: 'application/feed+json; charset=utf-8',
  calendar: 'text/calendar; charset=utf-8',
};
const READ_BY_PEOPLE: readonly OutputName[] = ['text', 'embed'];

/** One request for one output. */
interface Exchange {
  output: OutputName;
  request: Request<{ slug: string }>;
  response: Response;
  reader: OutputReader;
}

export function createOutputs(parts: OutputParts): Outputs {
  const { clock, config, lanes, originRule, renderer } = parts;
  const cache = createOutputCache({ renderer, clock, publicUrl: config.publicUrl, lanes });

  async function answer(
    output: OutputName,
    request: Request<{ slug: string }>,
    response: Response,
  ): Promise<void> {
    const origin = originRule.ownOrigin(senderOf(request));
    const exchange = { output, request, response, reader: { lang: chooseLang(request), origin } };
    const reply = await find(parts, cache, exchange);
    if (!('ready' in reply)) return sendRefusal(parts, cache, exchange, reply);
    const kept = reply.wanted.isPrivate ? 'private, no-store' : 'public, max-age=1';
    await sendOutput(exchange, reply.ready, kept);
  }

  return {
    mount(app) {
      for (const output of Object.keys(TYPES) as OutputName[]) {
        app.get(PAGES[output], (request, response) => answer(output, request, response));
        app.options(PAGES[output], (_request, response) => {
          openToAll(response);
          tellMethods(response, 'GET, HEAD, OPTIONS', true);
        });
      }
      mountCards(app, parts);
      mountEmbedScript(app, renderer);
    },
  };
}

interface Found {
  wanted: WantedOutput;
  ready: ReadyOutput;
}

/** The output, or the answer to a refusal. */
function find(
  parts: OutputParts,
  cache: OutputCache,
  { output, request, reader }: Exchange,
): Promise<Found | Reply> {
  return dispatchReading(parts, request, {
    name: output,
    async find() {
      const { query, params } = request;
      const wanted = chooseOutput(output, parts.live, { slug: params.slug, query });
      return { wanted, ready: await cache.find(wanted, reader) };
    },
  });
}

async function sendOutput(
  { output, request, response, reader }: Exchange,
  ready: ReadyOutput,
  kept: string,
): Promise<void> {
  openToAll(response);
  response.setHeader('Cache-Control', kept);
  response.setHeader('Vary', 'Accept-Encoding, Accept-Language');
  response.setHeader('Content-Language', reader.lang);
  if (output === 'embed') {
    response.setHeader('Content-Security-Policy', writeEmbedPolicy(ready.styleHashes));
    response.removeHeader('X-Frame-Options');
  }
  response.setHeader('ETag', ready.etag);
  if (response.statusCode === 200 && isFresh(request, ready)) return void response.writeHead(304).end();
  response.setHeader('Content-Type', TYPES[output]);
  const encoding = ready.bytes.length < WORTH_COMPRESSING ? undefined : chooseEncoding(request);
  send(response, encoding ? await ready.encoded(encoding) : ready.bytes, encoding);
}

/** Programs read a problem document, people a page as light as the one they asked for. */
async function sendRefusal(
  { live }: Pick<OutputParts, 'live'>,
  cache: OutputCache,
  exchange: Exchange,
  reply: Reply,
): Promise<void> {
  const { output, request, response, reader } = exchange;
  const isWrong = reply.status < 500 && reply.status !== 404;
  if (isWrong || !READ_BY_PEOPLE.includes(output)) {
    openToAll(response);
    return sendReply(request, response, reply);
  }
  const { slug } = request.params;
  const withheld = reply.code === 'damaged' ? live.withheld(slug) : undefined;
  const model = () => ({ output: 'instead', status: reply.status, withheld }) as const;
  const page = await cache.render({ model, hasOrigin: false }, reader).catch(() => undefined);
  if (!page) return sendReply(request, response, reply);
  response.statusCode = reply.status;
  if (reply.retryAfter !== undefined) response.setHeader('Retry-After', String(reply.retryAfter));
  await sendOutput(exchange, page, 'private, no-store');
}
