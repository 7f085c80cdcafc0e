/**
 * Reads the feed back beyond what the snapshot holds. The ledger's lines say which posts there are; each is then asked
 * for as it holds now, so that a post that was corrected or retracted since cannot show up as it once was.
 */
import { isWorthReading } from '#shared/change-row.ts';
import type { FeedRow } from '#shared/snapshot.ts';
import type { Api } from './api.ts';

export interface OlderPage {
  /** Rows worth reading, in no order. */
  rows: FeedRow[];
  /** There is nothing before these. */
  isAll: boolean;
}

export interface OlderPosts {
  /** A step further back; undefined where the server did not answer, and the next call tries the same again. */
  step(): Promise<OlderPage | undefined>;
  /**
   * Those of these posts that were changed since the last call, as they hold now: ticks bring changes of the newest
   * posts alone, but a correction has to reach everybody who sees the error.
   */
  renew(ids: ReadonlySet<string>): Promise<FeedRow[]>;
}

interface LedgerLine {
  seq: number;
  id: string;
  kind: string;
  text?: string;
  target?: string;
  set?: { text?: string | null };
}

export interface OlderSource {
  api: Api;
  slug: string;
  /** The ledger's end when reading begins. */
  seq: number;
  /** Ids that the page has already. */
  has(id: string): boolean;
}

/** Posts of one step back. */
const STEP = 20;
/** Lines read at once, and how often in one step: a board fed by machines has thousands of lines between two posts. */
const WINDOW = 500;
const WINDOWS = 10;
/** Lines looked at for changes at once; what is left comes with the next call. */
const RENEWED = 1_000;

export function readOlder({ api, slug, seq, has }: OlderSource): OlderPosts {
  const board = `/api/v1/boards/${slug}`;
  /** Lines before this one are still to be read. */
  let before = seq + 1;
  /** Posts that were found and not yet asked for, newest first. */
  let found: string[] = [];
  /** Lines up to this one are known to have changed nothing that is shown. */
  let renewedTo = seq;

  async function findMore(): Promise<boolean> {
    for (let window = 0; window < WINDOWS && found.length < STEP && before > 1; window++) {
      const after = Math.max(0, before - 1 - WINDOW);
      const path = `${board}/entries?after=${after}&before=${before}&limit=${WINDOW}`;
      const page = await api.call<{ entries: LedgerLine[] }>(path);
      if (page.is !== 'answered') return false;
      const posts = page.body.entries.flatMap(listPosts).reverse();
      found = [...new Set([...found, ...posts])].filter((id) => !has(id));
      before = after + 1;
    }
    return true;
  }

  const ask = (id: string) => api.call<FeedRow>(`${board}/entries/${id}`);

  async function step(): Promise<OlderPage | undefined> {
    if (!(await findMore())) return undefined;
    const asked = found.filter((id) => !has(id)).slice(0, STEP);
    const replies = await Promise.all(asked.map(ask));
    if (replies.some(({ is }) => is === 'unreachable')) return undefined;
    found = found.filter((id) => !asked.includes(id));
    const rows = replies.flatMap((reply) => (reply.is === 'answered' ? [reply.body] : []));
    return { rows: rows.filter(isWorthReading), isAll: before <= 1 && found.length === 0 };
  }

  async function renew(ids: ReadonlySet<string>): Promise<FeedRow[]> {
    const path = `${board}/entries?after=${renewedTo}&limit=${RENEWED}`;
    const page = await api.call<{ entries: LedgerLine[] }>(path);
    if (page.is !== 'answered') return [];
    const targets = page.body.entries.flatMap(({ target }) => target ?? []);
    const replies = await Promise.all([...new Set(targets)].filter((id) => ids.has(id)).map(ask));
    if (replies.some(({ is }) => is === 'unreachable')) return [];
    renewedTo = page.body.entries.at(-1)?.seq ?? renewedTo;
    return replies.flatMap((reply) => (reply.is === 'answered' ? [reply.body] : []));
  }

  return { step, renew };
}

/** The posts that a line names: itself, or the one to which a correction gave a text. */
function listPosts({ id, kind, text, target, set }: LedgerLine): string[] {
  if (kind === 'correction') return target !== undefined && typeof set?.text === 'string' ? [target] : [];
  return kind === 'update' || (target === undefined && text !== undefined) ? [id] : [];
}
