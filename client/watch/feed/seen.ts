/** What a reader saw last of each board. It stays on the device: no request says it. */
import { bigOf } from '#shared/board.ts';
import { countKindsOf } from '#shared/kinds.ts';
import type { Snapshot } from '#shared/snapshot.ts';
import type { Instant } from '#shared/time.ts';
import { keep, readKept } from '../../ui/kept.ts';

export interface Seen {
  slug: string;
  epoch: string;
  seq: number;
  /** When that was published, by the server's clock. */
  at: string;
  /** When the page was last looked at, by this device's. */
  left: Instant;
  /** The big number of each kind. */
  totals: Record<string, number>;
}

const KEPT_AS = 'tocsin-seen';
/** The boards that were looked at last. */
const MOST_BOARDS = 20;

export function noteSeen({ epoch, seq, at, board, headline }: Snapshot, left: Instant): Seen {
  const totals: Record<string, number> = {};
  for (const kind of countKindsOf(board)) {
    const total = headline[kind]?.[bigOf(board, kind)];
    if (total !== undefined) totals[kind] = total;
  }
  return { slug: board.slug, epoch, seq, at, left, totals };
}

export function readSeen(slug: string): Seen | undefined {
  return readAll().find((seen) => seen.slug === slug);
}

export function keepSeen(seen: Seen): void {
  const others = readAll().filter(({ slug }) => slug !== seen.slug);
  keep(KEPT_AS, JSON.stringify([seen, ...others].slice(0, MOST_BOARDS)));
}

function readAll(): Seen[] {
  try {
    const kept: unknown = JSON.parse(readKept(KEPT_AS) ?? '[]');
    return Array.isArray(kept) ? kept.filter(isSeen) : [];
  } catch {
    return [];
  }
}

/** Another version of the page may have kept something else. */
function isSeen(kept: unknown): kept is Seen {
  if (typeof kept !== 'object' || kept === null) return false;
  const { slug, epoch, seq, at, left, totals } = kept as Partial<Record<keyof Seen, unknown>>;
  return (
    [slug, epoch, at].every((text) => typeof text === 'string') &&
    [seq, left].every((number) => typeof number === 'number') &&
    typeof totals === 'object' &&
    totals !== null
  );
}
