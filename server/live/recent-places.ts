/** What happened at each place within the last hour, worked out anew only where something changed. */
import type { Board } from '#shared/board.ts';
import type { Changes, Tally } from '#shared/counting/tally.ts';
import { isCountKind, kindsOf } from '#shared/kind-words.ts';
import { newestAsOf } from '#shared/newest-as-of.ts';
import type { RecentFigure, RecentPlace } from '#shared/recent-places.ts';
import type { Snapshot } from '#shared/snapshot.ts';
import type { Instant } from '#shared/time.ts';
import { formatInstant, parseInstant } from '#shared/time.ts';
import type { BoardView, Recent } from './contract.ts';
import { encodeOnce } from './encoded.ts';

export interface LiveRecentPlaces {
  read: BoardView['recentPlaces'];
  /** Drops what these changes may have changed. */
  forget(changes: Changes): void;
}

const MINUTE = 60_000;
/** An hour, and the minute in which the reader's own hour may begin before it. */
const SPAN = 61 * MINUTE;
/** Places of one turn of the event loop: some milliseconds, also where each has a thousand entries. */
const AT_ONCE = 20;

export function createRecentPlaces(tally: Tally, current: () => Snapshot): LiveRecentPlaces {
  const rows = new Map<string, RecentPlace>();
  let made: { seq: number; recent: Promise<Recent> } | undefined;

  async function make(turn: () => Promise<void>): Promise<Recent> {
    const { seq, board } = current();
    const to = newestKnown(current());
    const from = Math.floor(to / MINUTE) * MINUTE - SPAN;
    // A step ends with its minute, also the one that has not.
    const end = Math.ceil(to / MINUTE) * MINUTE;
    const places: RecentPlace[] = [];
    for (let start = 0; start < board.places.length; start += AT_ONCE) {
      await turn();
      for (const { id } of board.places.slice(start, start + AT_ONCE)) {
        const row = rows.get(id) ?? readPlace(tally, board, id, { from, to: end });
        rows.set(id, row);
        if (Object.keys(row).length > 1) places.push(cutBefore(row, board, from));
      }
    }
    const answer = { seq, since: formatInstant(from), until: formatInstant(to), step: 60, places };
    return { answer, encoded: encodeOnce(() => JSON.stringify({ nature: board.nature, ...answer })) };
  }

  return {
    read(turn) {
      const { seq } = current();
      if (made?.seq === seq) return made.recent;
      const recent = make(turn);
      const mine = { seq, recent };
      made = mine;
      recent.catch(() => {
        if (made === mine) made = undefined;
      });
      return recent;
    },
    forget({ board, figures }) {
      if (board) rows.clear();
      for (const places of figures.values()) for (const place of places) rows.delete(place ?? '');
    },
  };
}

/** The newest time that the board speaks of, where that is no time to come. */
function newestKnown(snapshot: Snapshot): Instant {
  const published = parseInstant(snapshot.at);
  return Math.min(newestAsOf(snapshot) ?? published, published);
}

function readPlace(
  tally: Tally,
  board: Board,
  id: string,
  span: { from: Instant; to: Instant },
): RecentPlace {
  const sources = tally.sourcesAt(id);
  const row: RecentPlace = { id, ...(sources > 0 && { sources }) };
  for (const kind of kindsOf(board)) {
    const figure = isCountKind(kind) ? tally.headline(kind, id) : tally.updates(id);
    if (!figure) continue;
    const { best, confirmed } = figure;
    row[kind] = {
      best,
      ...(confirmed !== undefined && { confirmed }),
      changes: tally.recentChanges(kind, id, span),
    };
  }
  return row;
}

/** A row may have been read when the hour began earlier. */
function cutBefore(row: RecentPlace, board: Board, from: Instant): RecentPlace {
  const figures = kindsOf(board).flatMap((kind): [string, RecentFigure][] => {
    const figure = row[kind];
    return figure ? [[kind, { ...figure, changes: figure.changes.filter(([t]) => t > from) }]] : [];
  });
  return { ...row, ...Object.fromEntries(figures) };
}
