/** Tracks which rows may have changed: an addition in Kazan names Kazan, the region above it, and the board. */
import type { Kind } from '../kinds.ts';
import type { Instant } from '../time.ts';
import type { Changes, Where } from './tally.ts';

export interface ChangeTracker {
  noteBoard(): void;
  noteFigures(kind: Kind, places: readonly Where[]): void;
  /** @param from the first instant at which the board's headline may have changed */
  noteSeries(kind: Kind, from: Instant): void;
  noteFeed(seq: number): void;
  /** Returns what was noted since the last call. */
  take(): Changes;
}

export function createChangeTracker(): ChangeTracker {
  let changes = noChanges();
  return {
    noteBoard() {
      changes.board = true;
    },
    noteFigures(kind, places) {
      const noted = changes.figures.get(kind) ?? new Set();
      changes.figures.set(kind, noted);
      for (const place of places) noted.add(place);
    },
    noteSeries(kind, from) {
      changes.series.add(kind);
      changes.since.set(kind, Math.min(from, changes.since.get(kind) ?? from));
    },
    noteFeed: (seq) => void changes.feed.add(seq),
    take() {
      const taken = changes;
      changes = noChanges();
      return taken;
    },
  };
}

function noChanges(): Changes {
  return { board: false, figures: new Map(), series: new Set(), since: new Map(), feed: new Set() };
}
