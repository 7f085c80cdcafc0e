/** Which page an address means, and from what it is made. */
import type { Tally } from '#shared/counting/tally.ts';
import { tellEntry } from '#shared/entry-history.ts';
import { isFiltering, readFilter, writeFilter } from '#shared/feed-filter.ts';
import { idSchema } from '#shared/ids.ts';
import type { CountKind } from '#shared/kinds.ts';
import { LIMITS } from '#shared/limits.ts';
import type { Snapshot } from '#shared/snapshot.ts';
import type { WaveAnswer } from '#shared/wave.ts';
import { waveKind } from '#shared/wave.ts';
import { isPublic } from '../../desk/admission.ts';
import type { BoardView, Live } from '../../live/contract.ts';
import { Refusal } from '../../refusal.ts';
import { findPosts } from '../find-posts.ts';
import { publicViews, summarize, summarizeWithheld } from '../http/reading.ts';
import type { DoorParts, PublicLedger } from '../parts.ts';
import type { Lanes } from '../turns.ts';
import type { WantedPage } from './page-cache.ts';
import { readWall } from './read-wall.ts';
import type { FindReport } from './reports.ts';

type Parts = Pick<DoorParts, 'live' | 'ledger' | 'people'> & { lanes: Pick<Lanes, 'pages'> };
/** What the address asks for. */
type Ask = (name: string) => string | undefined;

/** The list of boards, or the only one there is. */
export async function chooseRoot(parts: Parts, ask: Ask): Promise<WantedPage> {
  const { live, people } = parts;
  const views = publicViews(live);
  const withheld = summarizeWithheld(live);
  const [only, ...others] = views;
  if (only && others.length + withheld.length === 0) return describeBoard(parts, only, ask);
  const snapshots = chooseTold(views).map(({ snapshot }) => snapshot);
  // Only a list of nothing leads to the set-up.
  const hasAdmin = views.length + withheld.length > 0 || (await canSignIn(people));
  return {
    name: 'boards',
    version: `${hasAdmin} ${[...views.map(({ etag }) => etag), ...withheld.map(({ slug }) => slug)].join()}`,
    model: { page: 'boards', boards: [...views.map(summarize), ...withheld], snapshots, hasAdmin },
    isPrivate: false,
  };
}

/** Boards with figures on the list: of hundreds the newest, the live ones before the others. */
const MOST_TOLD = 40;

function chooseTold(views: readonly BoardView[]): BoardView[] {
  const isLive = ({ snapshot }: BoardView) => Number(snapshot.board.state === 'live');
  return [...views]
    .sort((one, other) => isLive(other) - isLive(one) || (one.snapshot.at < other.snapshot.at ? 1 : -1))
    .slice(0, MOST_TOLD);
}

export async function chooseDesk({ people }: Parts): Promise<WantedPage> {
  const hasAdmin = await canSignIn(people);
  return { name: 'desk', version: String(hasAdmin), model: { page: 'desk', hasAdmin }, isPrivate: false };
}

export function chooseBoard(parts: Parts, slug: string, ask: Ask): Promise<WantedPage> {
  return describeBoard(parts, viewOf(parts.live, slug), ask);
}

export async function choosePlaces({ live, lanes }: Parts, slug: string): Promise<WantedPage> {
  const { etag, snapshot, recentPlaces } = viewOf(live, slug);
  const { answer: recent } = await recentPlaces(() => lanes.pages.take());
  return {
    name: `places ${slug}`,
    version: etag,
    model: { page: 'places', snapshot, recent },
    isPrivate: !isPublic(live, slug),
  };
}

/** @param after what the address says of it: the line after which changes are listed; anything else is the beginning */
export async function chooseReport(
  { live, reports }: Pick<Parts, 'live'> & { reports: FindReport },
  slug: string,
  asked: string | undefined,
): Promise<WantedPage> {
  const view = viewOf(live, slug);
  const number = Number(asked ?? 0);
  const after = Number.isSafeInteger(number) && number > 0 ? Math.min(number, view.seq) : 0;
  const report = await reports(view, after);
  return {
    name: `report ${slug} ${after}`,
    version: view.etag,
    model: { page: 'report', snapshot: view.snapshot, report, after },
    isPrivate: !isPublic(live, slug),
    isPassing: after > 0,
  };
}

/** A store that does not serve has other worries than its set-up: the page is the usual one. */
function canSignIn(people: Parts['people']): Promise<boolean> {
  return people.hasAdmin().catch(() => true);
}

/** A post with its history. What is no post (a change, a line of the board) is as little there as an unknown id. */
export async function chooseEntry({ live, ledger }: Parts, slug: string, id: string): Promise<WantedPage> {
  const { snapshot } = viewOf(live, slug);
  const parsed = idSchema.safeParse(id);
  const seq = parsed.success ? await seqOfPost(live, ledger, { slug, id: parsed.data }) : undefined;
  const entry = seq === undefined ? undefined : live.tally(slug)?.entryState(seq);
  if (seq === undefined || !entry) return refuseAddress();
  const about = [...entry.changes, ...entry.erasures].sort((one, other) => one - other);
  const revisions = tellEntry(await ledger.lines(slug, [seq, ...about]));
  return {
    name: `entry ${slug} ${seq}`,
    // The page names the board's places, claimants and state beside the post, which an erasure changes without a version.
    version: String(live.tally(slug)?.seq),
    model: { page: 'entry', snapshot, revisions },
    isPrivate: !isPublic(live, slug),
  };
}

export function refuseAddress(): never {
  throw new Refusal('not-found', 'There is nothing at this address.');
}

async function seqOfPost(
  live: Live,
  ledger: PublicLedger,
  { slug, id }: { slug: string; id: string },
): Promise<number | undefined> {
  const seq = await ledger.seqOf(slug, id);
  // One that is stored but not yet folded answers as an unknown one.
  return seq === undefined || seq > (live.tally(slug)?.seq ?? 0) ? undefined : seq;
}

function viewOf(live: Live, slug: string): BoardView {
  return live.view(slug) ?? refuseAddress();
}

/** With the pinned posts, which may be older than all that the snapshot has, and with those that the address asks for. */
async function describeBoard(
  { live, lanes }: Parts,
  { slug, etag, snapshot, history, wave }: BoardView,
  ask: Ask,
): Promise<WantedPage> {
  const wanted = { name: `board ${slug}`, version: etag, isPrivate: !isPublic(live, slug) };
  const shown = { snapshot, wave: await readWave(snapshot, wave, lanes) };
  const look = readWall(ask);
  if (look) {
    const name = `wall ${slug} ${look.theme ?? ''} ${look.isClear ?? ''}`;
    return { ...wanted, name, model: { page: 'wall', ...shown, look } };
  }
  const pinned = tallyOf(live, slug).pinned(LIMITS.feedPinned);
  const filter = readFilter(ask, snapshot.board);
  const model = { page: 'board', ...shown, history } as const;
  if (!isFiltering(filter)) return { ...wanted, model: { ...model, posts: { pinned } } };
  const search = { filter, limit: LIMITS.feedRows };
  const { rows, next } = await findPosts(() => tallyOf(live, slug), search, lanes.pages);
  return {
    ...wanted,
    // One of more than anybody can count: kept, they would drive out what everybody asks for.
    name: `board ${slug} ${JSON.stringify(writeFilter(filter))}`,
    isPassing: true,
    model: { ...model, posts: { pinned, filter, found: { feed: rows, next: next ?? null } } },
  };
}

/** What the page asks for while it is rendered, which cannot wait: of the kind that the wave is of. */
async function readWave(
  { board, places }: Snapshot,
  read: BoardView['wave'],
  lanes: Parts['lanes'],
): Promise<(kind: CountKind) => WaveAnswer | undefined> {
  const shown = board.start ? waveKind(board, places) : undefined;
  const answer = shown && (await read(shown, () => lanes.pages.take()));
  return (kind) => (kind === shown ? answer : undefined);
}

function tallyOf(live: Live, slug: string): Tally {
  return live.tally(slug) ?? refuseAddress();
}
