/** The posts that claims stand on and the page does not know: asked for when somebody wants to know. */
import { ENTRIES_PAGE_MAX } from '#shared/limits.ts';
import type { FeedRow, Figure, Snapshot } from '#shared/snapshot.ts';
import { parseInstant } from '#shared/time.ts';
import type { Api } from '../../net/api.ts';
import { createApi } from '../../net/api.ts';
import type { Traced } from './trace-claims.ts';
import { traceClaim } from './trace-claims.ts';

/** So many claims are traced at most: who wants to know more finds them in the list of posts. */
const MOST = 8;

/** The posts of those claims that none of the rows is, as far as they are found. */
export async function askForPosts(
  rows: readonly FeedRow[],
  claims: readonly Figure[],
  of: Traced,
  { snapshot, api = createApi((...call) => fetch(...call)) }: { snapshot: Snapshot; api?: Api },
): Promise<FeedRow[]> {
  const missing = claims.filter((claim) => !traceClaim(rows, claim, of)).slice(0, MOST);
  const recent = missing.some(({ stated }) => !stated) ? await readRecent(of, snapshot, api) : [];
  const { slug } = snapshot.board;
  const found = missing.map(async (claim): Promise<FeedRow | undefined> => {
    const id = claim.stated?.entry ?? recent.find((line) => isOf(line, claim, of))?.id;
    if (id === undefined) return readBack(claim, of, snapshot, api);
    const reply = await api.call('entry', { slug, id });
    return reply.is === 'answered' && 'version' in reply.body ? reply.body : undefined;
  });
  return (await Promise.all(found)).filter((row) => row !== undefined);
}

type Line = Pick<FeedRow, 'id' | 'claimant' | 'asOf' | 'place'>;

function isOf(line: Line, { claimant, asOf, basis }: Figure, { place }: Traced): boolean {
  return line.claimant === claimant && line.asOf === asOf && (basis === 'summed' || line.place === place);
}

/** The newest lines: a count without a text is in no list of posts. */
async function readRecent({ kind }: Traced, { seq, board }: Snapshot, api: Api): Promise<Line[]> {
  const query = { kind, after: Math.max(0, seq - ENTRIES_PAGE_MAX), limit: ENTRIES_PAGE_MAX };
  const reply = await api.call('listEntries', { slug: board.slug, query });
  if (reply.is !== 'answered') return [];
  return reply.body.entries
    .flatMap((line) => ('claimant' in line && 'asOf' in line ? [line as Line] : []))
    .reverse();
}

/** Further back: the posts with a text of the time that the claim is as of. */
async function readBack(
  claim: Figure,
  of: Traced,
  { seq, board }: Snapshot,
  api: Api,
): Promise<FeedRow | undefined> {
  const query = { kind: of.kind, asOf: parseInstant(claim.asOf), seq: seq + 1, limit: 10 };
  const reply = await api.call('feed', { slug: board.slug, query });
  return reply.is === 'answered' ? traceClaim(reply.body.feed, claim, of) : undefined;
}
