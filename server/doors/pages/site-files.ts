/**
 * The files that browsers ask for by themselves at the root: the worker that keeps boards for when there is no network, and
 * what puts the site among the apps of a device.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Express, Request, Response } from 'express';
import type { WriteManifest } from '#shared/page-model.ts';
import { SITE_FILES } from '#shared/paths.ts';
import type { Lang } from '#shared/text.ts';
import { chooseLang } from '../http/choose-lang.ts';
import { WORKER_POLICY } from '../http/security-headers.ts';
import type { Encoding } from '../http/send-reply.ts';
import { chooseEncoding, compress, etagOf, isFresh, send } from '../http/send-reply.ts';

export interface SiteFiles {
  mount(app: Express): void;
}

interface Settings {
  keepsCopies: boolean;
  writeManifest: WriteManifest;
}

/** A file as ready bytes. */
interface SiteFile {
  type: string;
  cacheControl: string;
  /** Instead of the policy of all that is not a page. */
  policy?: string;
  etag: string;
  bytes: Buffer;
  packed?: Record<Encoding, Buffer>;
}

const A_DAY = 'public, max-age=86400';

/** @param built the folder of the client's build */
export async function loadSiteFiles(built: string, settings: Settings): Promise<SiteFiles> {
  const worker = await prepare(
    await readFile(join(built, settings.keepsCopies ? 'worker.js' : 'withdrawn.js')),
    {
      type: 'text/javascript; charset=utf-8',
      // A browser looks for a new one at each page; one that is kept anywhere would outlive its withdrawal.
      cacheControl: 'no-cache',
      // What it asks for is bound by this policy, and not by that of the page.
      policy: WORKER_POLICY,
    },
  );
  const write = (lang: Lang) =>
    prepare(Buffer.from(JSON.stringify(settings.writeManifest(lang))), {
      type: 'application/manifest+json',
      cacheControl: A_DAY,
    });
  const manifests = { en: await write('en'), ru: await write('ru') };
  const { icon, largeIcon, maskableIcon, appleIcon } = SITE_FILES;
  const icons = await Promise.all(
    [icon, largeIcon, maskableIcon, appleIcon].map(async (path) => {
      const look = { type: 'image/png', cacheControl: A_DAY };
      return [path, describe(await readFile(join(built, path)), look)] as const;
    }),
  );
  return {
    mount(app) {
      app.get(SITE_FILES.worker, (request, response) => sendFile(request, response, worker));
      app.get(SITE_FILES.manifest, (request, response) => {
        const lang = chooseLang(request);
        response.setHeader('Content-Language', lang);
        sendFile(request, response, manifests[lang]);
      });
      for (const [path, file] of icons)
        app.get(path, (request, response) => sendFile(request, response, file));
    },
  };
}

type Look = Omit<SiteFile, 'bytes' | 'etag' | 'packed'>;

function describe(bytes: Buffer, look: Look): SiteFile {
  const etag = etagOf(bytes);
  return { ...look, bytes, etag };
}

async function prepare(bytes: Buffer, look: Look): Promise<SiteFile> {
  const packed = { br: await compress(bytes, 'br'), gzip: await compress(bytes, 'gzip') };
  return { ...describe(bytes, look), packed };
}

function sendFile(request: Request, response: Response, file: SiteFile): void {
  response.setHeader('Cache-Control', file.cacheControl);
  response.setHeader('Vary', 'Accept-Encoding, Accept-Language');
  response.setHeader('ETag', file.etag);
  if (file.policy !== undefined) response.setHeader('Content-Security-Policy', file.policy);
  if (isFresh(request, file)) return void response.writeHead(304).end();
  response.setHeader('Content-Type', file.type);
  const encoding = file.packed && chooseEncoding(request);
  send(response, (encoding && file.packed?.[encoding]) ?? file.bytes, encoding);
}
