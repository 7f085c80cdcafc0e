/**
 * Where each route and each page is: the one place that writes an address, for the server's doors and for every link and
 * request to them. It brings nothing along, so that a page can have it without the schemas.
 */
const board = '/api/v1/boards/:slug';

/** Express 5 paths; `:slug` is a board's, `:id` an entry's. */
export const PATHS = {
  listBoards: { method: 'GET', path: '/api/v1/boards' },
  makeBoard: { method: 'POST', path: '/api/v1/boards' },
  snapshot: { method: 'GET', path: board },
  changeBoard: { method: 'PATCH', path: board },
  changes: { method: 'GET', path: `${board}/changes` },
  listEntries: { method: 'GET', path: `${board}/entries` },
  postEntries: { method: 'POST', path: `${board}/entries` },
  entry: { method: 'GET', path: `${board}/entries/:id` },
  eraseText: { method: 'DELETE', path: `${board}/entries/:id/text` },
  feed: { method: 'GET', path: `${board}/feed` },
  series: { method: 'GET', path: `${board}/series` },
  claims: { method: 'GET', path: `${board}/claims` },
  exportLines: { method: 'GET', path: `${board}/export.ndjson` },
  exportTable: { method: 'GET', path: `${board}/export.csv` },
  recentPlaces: { method: 'GET', path: `${board}/places/recent` },
  wave: { method: 'GET', path: `${board}/wave` },
  session: { method: 'GET', path: '/api/v1/session' },
  signIn: { method: 'POST', path: '/api/v1/session' },
  signOut: { method: 'DELETE', path: '/api/v1/session' },
  invite: { method: 'POST', path: '/api/v1/invites' },
  join: { method: 'POST', path: '/api/v1/people' },
  trustClock: { method: 'POST', path: '/api/v1/clock' },
  alive: { method: 'GET', path: '/healthz' },
  ready: { method: 'GET', path: '/readyz' },
} as const;
export type RouteName = keyof typeof PATHS;

/** Where there is nothing but routes. */
export const ROUTES_ONLY = ['/api', PATHS.alive.path, PATHS.ready.path];

/** Express 5 paths of what people open. */
export const PAGES = {
  boards: '/',
  board: '/b/:slug',
  places: '/b/:slug/places',
  report: '/b/:slug/report',
  entry: '/b/:slug/e/:id',
  text: '/b/:slug/text',
  line: '/b/:slug/line',
  embed: '/b/:slug/embed',
  badge: '/b/:slug/badge.svg',
  /** The picture that goes along with a link. */
  card: '/b/:slug/card.png',
  calendar: '/b/:slug/start.ics',
  atom: '/b/:slug/feed.atom',
  jsonFeed: '/b/:slug/feed.json',
  /** Sizes the embedded boards of somebody's page. */
  embedScript: '/embed.js',
  desk: '/desk',
  join: '/desk/join',
} as const;
/** What browsers ask for by themselves, at the root: the worker may answer for pages that lie no higher than itself. */
export const SITE_FILES = {
  worker: '/sw.js',
  manifest: '/manifest.webmanifest',
  icon: '/icon-192.png',
  largeIcon: '/icon-512.png',
  /** Which a phone may cut to its own form. */
  maskableIcon: '/icon-maskable.png',
  /** Asked for by its name, without a page saying so. */
  appleIcon: '/apple-touch-icon.png',
} as const;

/** In the policy of each page of ours; the worker tells by it whether this server answered, or something in between. */
export const WORKERS_OF_OURS = "worker-src 'self'";

type PageName = keyof typeof PAGES;

type Named<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? Name | Named<Rest>
  : Path extends `${string}:${infer Name}`
    ? Name
    : never;
/** What a route's path leaves open. */
export type PathFields<Route extends RouteName> = Record<Named<(typeof PATHS)[Route]['path']>, string>;
type PageFields<Page extends PageName> = Record<Named<(typeof PAGES)[Page]>, string>;
export type Query = Readonly<Record<string, string | number>>;

/** The address of a route on this server. */
export function pathOf<Route extends RouteName>(
  route: Route,
  fields: PathFields<Route>,
  query: Query = {},
): string {
  return fillPath(PATHS[route].path, fields, query);
}

/** The address of a page on this server. */
export function pageOf<Page extends PageName>(
  page: Page,
  fields: PageFields<Page>,
  query: Query = {},
): string {
  return fillPath(PAGES[page], fields, query);
}

function fillPath(path: string, fields: Readonly<Record<string, string>>, query: Query): string {
  const fill = (_: string, name: string) => encodeURIComponent(fields[name] ?? '');
  const asked = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return path.replace(/:(\w+)/g, fill) + (asked.length > 0 ? `?${asked.join('&')}` : '');
}
