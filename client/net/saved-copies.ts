/**
 * What a browser keeps of the boards it showed, for when there is no network: their pages, their newest snapshots, and the
 * files that draw them. The page and the worker both write here, by the same bounds; neither keeps anything else.
 */

import { PAGES, pathOf } from '#shared/paths.ts';
import type { Snapshot } from '#shared/snapshot.ts';
import type { Instant } from '#shared/time.ts';

/** One of the browser's caches, and how much may lie in it: what was kept longest ago goes first. */
interface Shelf {
  name: string;
  most: number;
  bytes: number;
}

/** Every cache of ours begins so: withdrawn, they all go, those of earlier releases too. */
const OURS = 'tocsin-';
/** A change of what lies in it takes another number. */
const BOARDS: Shelf = { name: `${OURS}boards-1`, most: 30, bytes: 5_000_000 };
const FILES: Shelf = { name: `${OURS}files`, most: 120, bytes: 3_000_000 };

/** Beside each copy: its bytes, and when it was kept, by this device's clock. */
const SIZE = 'tocsin-size';
const KEPT_AT = 'tocsin-kept-at';

/** A board as its page last knew it. */
export interface SavedBoard {
  snapshot: Snapshot;
  /** Until when that was the newest, by the server's clock. */
  heardAt: Instant;
  /** Milliseconds by which the server's clock was ahead of this device's. */
  ahead: number;
}

/** The page of a board as the server sent it. */
export interface SavedPage {
  html: string;
  headers: Headers;
}

/** Of what lies at an address of our own; undefined for any other page than a board's. */
export function slugOf(path: string): string | undefined {
  const [before = ''] = PAGES.board.split(':');
  const slug = path.startsWith(before) ? path.slice(before.length) : '';
  return slug === '' || slug.includes('/') ? undefined : slug;
}

/** Keeps the page of a board, as long as it is for everybody. A page says which board it shows. */
export async function keepPage(page: SavedPage): Promise<void> {
  const [, slug] = /<body data-board="([\w.-]+)"[^>]* data-kept>/.exec(page.html) ?? [];
  const held = page.headers.get('cache-control') ?? '';
  if (slug === undefined || /private|no-store/.test(held)) return;
  // What is read from an answer is no longer packed.
  const headers = [...page.headers].filter(([name]) => !/^content-(encoding|length)$|^vary$/.test(name));
  await keep(BOARDS, pageKey(slug, page.headers.get('content-language') ?? ''), {
    body: new Blob([page.html]),
    headers,
  });
}

/** The page that was kept for an address: in the language it asks for, else in the one that was read last. */
export async function findPage(path: string, lang: string | null): Promise<SavedPage | undefined> {
  const slug = slugOf(path);
  if (slug === undefined) return undefined;
  const kept = await open(BOARDS);
  const named = await kept.match(pageKey(slug, lang ?? ''));
  const found = named ?? (await newest(kept, (key) => key.pathname === pagePath(slug)))?.answer;
  return found && { html: await found.text(), headers: found.headers };
}

/** The address of the board that was read last. */
export async function findNewestPage(): Promise<string | undefined> {
  const found = await newest(await open(BOARDS), ({ pathname }) => slugOf(pathname) !== undefined);
  return found?.key.pathname;
}

export async function keepBoard(saved: SavedBoard): Promise<void> {
  const key = pathOf('snapshot', saved.snapshot.board);
  await keep(BOARDS, key, { body: new Blob([JSON.stringify(saved)]), headers: [] });
}

export async function findBoard(slug: string): Promise<SavedBoard | undefined> {
  const found = await (await open(BOARDS)).match(pathOf('snapshot', { slug }));
  // Nobody else writes there.
  return found && ((await found.json()) as SavedBoard);
}

/** For a board that is shown to everybody no longer. */
export async function dropBoard(slug: string): Promise<void> {
  const kept = await open(BOARDS);
  const paths = [pagePath(slug), pathOf('snapshot', { slug })];
  const keys = (await kept.keys()).filter(({ url }) => paths.includes(new URL(url).pathname));
  await Promise.all(keys.map((key) => kept.delete(key)));
}

/** A file whose name changes with what is in it. */
export async function findFile(path: string): Promise<Response | undefined> {
  return (await open(FILES)).match(path);
}

export async function keepFile(path: string, answer: Response): Promise<void> {
  if (!answer.ok) return;
  const type = answer.headers.get('content-type') ?? '';
  await keep(FILES, path, { body: await answer.blob(), headers: [['content-type', type]] });
}

/** Throws away everything that was ever kept. */
export async function dropEverything(): Promise<void> {
  const names = (await caches.keys()).filter((name) => name.startsWith(OURS));
  await Promise.all(names.map((name) => caches.delete(name)));
}

function pagePath(slug: string): string {
  return PAGES.board.replace(':slug', slug);
}

function pageKey(slug: string, lang: string): string {
  return `${pagePath(slug)}?lang=${lang}`;
}

function open({ name }: Shelf): Promise<Cache> {
  return caches.open(name);
}

interface Copy {
  body: Blob;
  headers: [name: string, value: string][];
}

async function keep(shelf: Shelf, key: string, { body, headers }: Copy): Promise<void> {
  if (body.size > shelf.bytes) return;
  const cache = await open(shelf);
  const beside: Copy['headers'] = [
    [SIZE, String(body.size)],
    [KEPT_AT, String(Date.now())],
  ];
  await cache.put(key, new Response(body, { headers: [...headers, ...beside] }));
  await makeRoom(cache, shelf);
}

async function makeRoom(cache: Cache, { most, bytes }: Shelf): Promise<void> {
  let sum = 0;
  for (const [index, { key, size }] of (await listNewestFirst(cache)).entries()) {
    sum += size;
    if (index >= most || sum > bytes) await cache.delete(key.href);
  }
}

interface Kept {
  key: URL;
  answer: Response;
  size: number;
  keptAt: Instant;
}

async function listNewestFirst(cache: Cache): Promise<Kept[]> {
  const keys = await cache.keys();
  const found = await Promise.all(keys.map(async (key) => [key, await cache.match(key)] as const));
  return found
    .flatMap(([{ url }, answer]) => {
      if (!answer) return [];
      const [size, keptAt] = [SIZE, KEPT_AT].map((name) => Number(answer.headers.get(name)));
      return [{ key: new URL(url), answer, size: size ?? 0, keptAt: keptAt ?? 0 }];
    })
    .sort((one, other) => other.keptAt - one.keptAt);
}

async function newest(cache: Cache, matches: (key: URL) => boolean): Promise<Kept | undefined> {
  return (await listNewestFirst(cache)).find(({ key }) => matches(key));
}
