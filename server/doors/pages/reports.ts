/**
 * Reports of boards: folded from the exported lines a piece at a time, in the lane for what grows with the ledger, once for
 * each state of a board.
 */
import type { Tally } from '#shared/counting/tally.ts';
import type { Revision } from '#shared/entry-history.ts';
import { tellEntry } from '#shared/entry-history.ts';
import { kindsOf } from '#shared/kind-words.ts';
import type { Report, ReportChange } from '#shared/report.ts';
import { LISTED } from '#shared/report.ts';
import type { BoardView, Live } from '../../live/contract.ts';
import { Refusal } from '../../refusal.ts';
import type { PublicLedger } from '../parts.ts';
import { createReadyStore } from '../ready-store.ts';
import type { Lanes } from '../turns.ts';
import type { ExportedLine, ReportFold } from './fold-report.ts';
import { foldReport } from './fold-report.ts';

export interface ReportParts {
  live: Live;
  ledger: PublicLedger;
  lanes: Pick<Lanes, 'growing'>;
}

/** @param after the line after which the changes are listed */
export type FindReport = (view: BoardView, after: number) => Promise<Report>;

const KEPT = { most: 50, mostBytes: 8_000_000 };
/** Bytes of a change with its texts, about. */
const CHANGE_BYTES = 2_000;

export function createReports(parts: ReportParts): FindReport {
  const kept = createReadyStore<Report>({
    ...KEPT,
    weigh: ({ listed }) => 2_000 + CHANGE_BYTES * listed.length,
  });
  return (view, after) => kept.find(`${view.slug} ${after}`, view.etag, () => makeReport(parts, view, after));
}

async function makeReport(parts: ReportParts, view: BoardView, after: number): Promise<Report> {
  const { slug, seq, snapshot } = view;
  const tally = parts.live.tally(slug);
  if (!tally) throw new Refusal('no-board', 'There is no board with this slug.');
  const report = await foldLines(parts, { slug, until: seq, tally }, foldReport(after));
  const kinds = kindsOf(snapshot.board);
  const shown = report.listed.slice(0, LISTED);
  return {
    seq,
    hash: report.hash,
    epoch: snapshot.epoch,
    posts: report.posts(kinds),
    corrections: report.changes.correction,
    retractions: report.changes.retraction,
    erasures: report.changes.erasure,
    times: snapshot.board.nature === 'replay' ? undefined : report.times(kinds),
    listed: await tellChanges(parts, { slug, tally }, shown),
    next: report.listed.length > LISTED ? shown.at(-1)?.seq : undefined,
  };
}

interface Folded {
  slug: string;
  until: number;
  tally: Tally;
}

async function foldLines(
  { live, ledger, lanes }: ReportParts,
  { slug, until, tally }: Folded,
  report: ReportFold,
): Promise<ReportFold> {
  const decoder = new TextDecoder();
  for (let last = 0; last < until; ) {
    const piece = await lanes.growing.run(
      () => ledger.past.exportLines(slug, { after: last, until }),
      last > 0,
    );
    // A board that is found to be damaged meanwhile is not told of.
    if (live.tally(slug) !== tally) throw new Refusal('damaged', 'The board is withheld.');
    for (const json of decoder.decode(piece.bytes).trimEnd().split('\n')) {
      // Written by this server's own store.
      const line = JSON.parse(json) as ExportedLine;
      report.fold(line, 'asOf' in line ? tally.entryState(line.seq)?.row : undefined);
    }
    last = piece.last;
  }
  return report;
}

/** Each post's history is read once, however often it was changed. */
async function tellChanges(
  { ledger }: ReportParts,
  { slug, tally }: Omit<Folded, 'until'>,
  listed: ReportFold['listed'],
): Promise<ReportChange[]> {
  const known = new Map<string, { about: number[]; revisions: Revision[] }>();
  const changes: ReportChange[] = [];
  for (const { seq, target } of listed) {
    const { about, revisions } = known.get(target) ?? (await readHistory(ledger, { slug, tally }, target));
    known.set(target, { about, revisions });
    const index = about.indexOf(seq);
    const [posted, before, after] = [revisions[0], revisions[index - 1], revisions[index]];
    if (posted && before && after) changes.push({ posted, before, after });
  }
  return changes;
}

/** @returns the numbers of the lines about a post, its own first, and the post after each of them */
async function readHistory(
  ledger: PublicLedger,
  { slug, tally }: Omit<Folded, 'until'>,
  target: string,
): Promise<{ about: number[]; revisions: Revision[] }> {
  const seq = await ledger.seqOf(slug, target);
  const state = seq === undefined ? undefined : tally.entryState(seq);
  if (seq === undefined || !state) return { about: [], revisions: [] };
  const about = [seq, ...[...state.changes, ...state.erasures].sort((one, other) => one - other)];
  return { about, revisions: tellEntry(await ledger.lines(slug, about)) };
}
