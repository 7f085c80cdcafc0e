/** The one script for other people's pages, at an address that stays. */
import type { Express, Request, Response } from 'express';
import { PAGES } from '#shared/paths.ts';
import { chooseEncoding, compress, etagOf, isFresh, send } from '../http/send-reply.ts';
import type { PageRenderer } from '../pages/page-renderer.ts';

/** Seconds: whoever includes it gets another release's within an hour. */
const MAX_AGE = 3_600;

export function mountEmbedScript(app: Express, renderer: PageRenderer): void {
  let ready: Promise<Prepared> | undefined;
  app.get(PAGES.embedScript, async (request, response) => {
    // Read again where it could not be read, or may have changed.
    if (renderer.policy !== undefined) ready = undefined;
    ready ??= prepare(renderer);
    ready.catch(() => {
      ready = undefined;
    });
    await sendScript(request, response, await ready);
  });
}

interface Prepared {
  etag: string;
  bytes: Buffer;
  gzip: Buffer;
  br: Buffer;
}

async function prepare(renderer: PageRenderer): Promise<Prepared> {
  const bytes = Buffer.from(await renderer.embedScript());
  return {
    etag: etagOf(bytes),
    bytes,
    gzip: await compress(bytes, 'gzip'),
    br: await compress(bytes, 'br'),
  };
}

async function sendScript(request: Request, response: Response, script: Prepared): Promise<void> {
  response.setHeader('Cache-Control', `public, max-age=${MAX_AGE}`);
  response.setHeader('Vary', 'Accept-Encoding');
  response.setHeader('ETag', script.etag);
  if (isFresh(request, script)) return void response.writeHead(304).end();
  response.setHeader('Content-Type', 'text/javascript; charset=utf-8');
  const encoding = chooseEncoding(request);
  send(response, encoding ? script[encoding] : script.bytes, encoding);
}
