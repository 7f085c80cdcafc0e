/** Folds a ledger's lines into what a report counts, in memory that does not grow with them. */
import { isCountKind } from '#shared/kind-words.ts';
import type { CountKind, Kind } from '#shared/kinds.ts';
import type { PublicLine } from '#shared/line.ts';
import type { Gap, Lateness, PostCount, ReportTimes } from '#shared/report.ts';
import { GAP, GAPS_LISTED, LATE, LISTED } from '#shared/report.ts';
import type { FeedRow } from '#shared/snapshot.ts';
import type { Instant } from '#shared/time.ts';
import { parseInstant } from '#shared/time.ts';

/** A line as it is exported. */
export type ExportedLine = PublicLine & { hash: string };

export interface ReportFold {
  /** @param row the post as it is now, where the line posted one */
  fold(line: ExportedLine, row: FeedRow | undefined): void;
  posts(kinds: readonly Kind[]): PostCount[];
  times(kinds: readonly Kind[]): ReportTimes;
  readonly changes: Readonly<Record<ChangeKind, number>>;
  /** The first changes after the line from which on they are listed: `target` is the changed post's id. */
  readonly listed: readonly { seq: number; target: string }[];
  readonly hash: string;
}

type ChangeKind = 'correction' | 'retraction' | 'erasure';

const HOUR = 3_600_000;

export function foldReport(after: number): ReportFold {
  const counts = new Map<Kind, PostCount>();
  const lates = new Map<CountKind, Map<number, number>>();
  const changes = { correction: 0, retraction: 0, erasure: 0 };
  const listed: { seq: number; target: string }[] = [];
  const silence = listen();
  let hash = '';

  function countPost(kind: Kind, row: FeedRow): void {
    const count = counts.get(kind) ?? { kind, posted: 0, corrected: 0, retracted: 0 };
    counts.set(kind, count);
    count.posted += 1;
    if (row.corrected) count.corrected += 1;
    if (row.retracted) count.retracted += 1;
    else if (isCountKind(kind) && row.day === undefined) {
      const late = roundLate(parseInstant(row.at) - parseInstant(row.asOf));
      const known = lates.get(kind) ?? new Map<number, number>();
      lates.set(kind, known.set(late, (known.get(late) ?? 0) + 1));
    }
  }

  return {
    fold(line, row) {
      hash = line.hash;
      silence.hear(line);
      if (row) countPost(row.kind, row);
      if (!isChange(line)) return;
      changes[line.kind] += 1;
      // One more than is listed, so that it is known whether there is more.
      if (line.seq > after && listed.length <= LISTED) listed.push({ seq: line.seq, target: line.target });
    },
    posts: (kinds) =>
      kinds.map((kind) => counts.get(kind) ?? { kind, posted: 0, corrected: 0, retracted: 0 }),
    times: (kinds) => ({
      lateness: kinds.filter(isCountKind).flatMap((kind) => {
        const known = lates.get(kind);
        return known ? tellLate(kind, known) : [];
      }),
      ...silence.tell(),
    }),
    changes,
    listed,
    get hash() {
      return hash;
    },
  };
}

function isChange(line: ExportedLine): line is Extract<ExportedLine, { kind: ChangeKind }> {
  return line.kind === 'correction' || line.kind === 'retraction' || line.kind === 'erasure';
}

/**
 * As exact as it is said: to the second within an hour, to the minute within two days, to the hour beyond. However many
 * numbers there are, they come so late in some thousand ways.
 */
function roundLate(ms: number): number {
  const late = Math.max(0, ms);
  let unit = HOUR;
  if (late < HOUR) unit = 1_000;
  else if (late < 48 * HOUR) unit = 60_000;
  return late - (late % unit);
}

function tellLate(kind: CountKind, known: ReadonlyMap<number, number>): Lateness {
  const sorted = [...known].sort(([one], [other]) => one - other);
  const numbers = sorted.reduce((sum, [, count]) => sum + count, 0);
  // Of an even count the earlier of the two in the middle: a time that was, and no mean of two.
  const middle = Math.ceil(numbers / 2);
  let passed = 0;
  const median = sorted.find(([, count]) => {
    passed += count;
    return passed >= middle;
  });
  const late = sorted.reduce((sum, [ms, count]) => sum + (ms > LATE ? count : 0), 0);
  return { kind, numbers, median: median?.[0] ?? 0, slowest: sorted.at(-1)?.[0] ?? 0, late };
}

/** Hears when lines come while the board is live, and keeps the longest times without one. */
function listen() {
  let heardAt: Instant | undefined;
  let gapCount = 0;
  let longest: Gap[] = [];

  function note(to: Instant): void {
    if (heardAt === undefined || to - heardAt < GAP) return;
    gapCount += 1;
    longest.push({ from: heardAt, to });
    if (longest.length <= GAPS_LISTED) return;
    longest.sort((one, other) => other.to - other.from - (one.to - one.from));
    longest = longest.slice(0, GAPS_LISTED);
  }

  function changeState(state: string | null | undefined, at: Instant): void {
    if (state === 'live') heardAt ??= at;
    else if (state) {
      note(at);
      heardAt = undefined;
    }
  }

  return {
    hear(line: ExportedLine): void {
      const at = parseInstant(line.at);
      if (line.kind === 'board') changeState(line.set.state, at);
      else {
        note(at);
        if (heardAt !== undefined) heardAt = at;
      }
    },
    tell: () => ({ gaps: longest.toSorted((one, other) => one.from - other.from), gapCount }),
  };
}
