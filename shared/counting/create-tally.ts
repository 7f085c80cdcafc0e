/** The tally: folds one board's lines, and answers with current numbers, series and rows. */
import { policyFor } from '../board.ts';
import { isCountKind } from '../kind-words.ts';
import type { CountKind, Kind } from '../kinds.ts';
import type { Line } from '../line.ts';
import type { FeedRow, Figure, Series, UpdateFigure } from '../snapshot.ts';
import type { ClaimTree } from './claim-tree.ts';
import type { Claim, Standing } from './claims.ts';
import { claimOf, headlineAt, standingsAt } from './claims.ts';
import type { Columns } from './columns.ts';
import { idOf, timeOf } from './columns.ts';
import type { Kept } from './fold-line.ts';
import { foldLine, isInFeed, keepNothing, rowOf } from './fold-line.ts';
import { byHighest } from './headline.ts';
import { findMarks } from './marks.ts';
import { BOARD } from './place-tree.ts';
import { selectLines } from './select-lines.ts';
import { beginOf, drawRecent, drawSeries } from './series.ts';
import type { Holding, SeriesAnswer, SeriesQuery, Tally, Where } from './tally.ts';
import { entriesBefore, newestEntries } from './timeline.ts';
import type { Value } from './value.ts';
import { sumOfChildren, valueAt } from './value.ts';

/** A tally of nothing, to fold a board's lines into from the first. */
export function createTally(): Tally {
  const kept = keepNothing();
  return {
    get seq() {
      return kept.seq;
    },
    get at() {
      return kept.at;
    },
    get board() {
      return kept.board;
    },
    fold: (lines) => foldLines(kept, lines),
    headline: (kind, where) => figureOf(kept, headlineOf(kept, kind, where), where),
    updates: (where) => updatesAt(kept, where),
    claims: (kind, where) => claimsAt(kept, kind, where),
    elsewhere: (kind, where) => elsewhereAt(kept, kind, where),
    series: (query) => seriesOf(kept, query),
    recentSeries: (kind) => recentSeriesOf(kept, kind),
    beginOf: (kind) => beginOf(kept.claims, boardClaim(kept, kind)),
    feed: (limit) => rowsOf(kept, newestEntries(kept.feed, limit)),
    feedBefore: (moment, limit) => rowsOf(kept, entriesBefore(kept.feed, kept.columns, moment, limit)),
    feedRow: (seq) => (isInFeed(kept, seq) ? holdingOf(kept, seq)?.row : undefined),
    holding: (seq) => holdingOf(kept, seq),
    lastChecked: (kind) => kept.checked.get(kind),
    isNamed: (kind) => kept.columns.forms.find(kind) !== undefined,
    select: (selection) => selectLines(kept, selection),
    takeChanges: () => kept.log.take(),
  };
}

function rowsOf(kept: Kept, seqs: readonly number[]): FeedRow[] {
  return seqs.flatMap((seq) => holdingOf(kept, seq)?.row ?? []);
}

function foldLines(kept: Kept, lines: readonly Line[]): void {
  for (const line of lines) {
    if (line.seq !== kept.seq + 1) throw new RangeError(`line ${line.seq} does not follow ${kept.seq}`);
    foldLine(kept, line);
  }
}

function headlineOf({ claims, places, board }: Kept, kind: CountKind, where: Where): Standing | undefined {
  const place = places.find(where);
  return place === undefined
    ? undefined
    : headlineAt(claims, kind, place, policyFor(board ?? { policy: {} }, kind));
}

function claimsAt(kept: Kept, kind: CountKind, where: Where): Figure[] {
  const place = kept.places.find(where);
  if (place === undefined) return [];
  const standings = standingsAt(kept.claims, kind, place).toSorted(byHighest);
  return standings.flatMap((standing) => figureOf(kept, standing, where) ?? []);
}

function figureOf(
  { columns, places }: Kept,
  standing: Standing | undefined,
  where: Where,
): Figure | undefined {
  const place = places.find(where);
  if (standing === undefined || place === undefined) return undefined;
  const { low, best, high, isOpen, latest, basis, total } = standing.value;
  const confirmed = valueIn(columns, standing.claim.confirmed, place)?.best;
  return {
    best,
    low,
    high,
    ...(isOpen && { atLeast: true }),
    // Confirmed parts may sum to more than a total that comes after them.
    ...(confirmed !== undefined && { confirmed: Math.min(confirmed, best) }),
    ...timeOf(columns, latest),
    claimant: standing.claimant,
    basis,
    ...(basis !== 'stated' && total !== 0 && { stated: statedBy(columns, total) }),
  };
}

function statedBy(columns: Columns, total: number): NonNullable<Figure['stated']> {
  return {
    best: columns.best[total] ?? 0,
    ...(columns.isOpen[total] && { atLeast: true as const }),
    ...timeOf(columns, total),
    entry: idOf(columns, total),
  };
}

function valueIn(columns: Columns, tree: ClaimTree, place: number): Value | undefined {
  const node = tree.nodes.get(place);
  return node && valueAt(columns, node);
}

function updatesAt({ columns, places, claims }: Kept, where: Where): UpdateFigure | undefined {
  const place = places.find(where);
  const claim = claimOf(claims, 'update');
  const all = place === undefined ? undefined : claim && valueIn(columns, claim.all, place);
  if (place === undefined || claim === undefined || all === undefined) return undefined;
  const [confirmed, corrected] = [claim.confirmed, claim.corrected].map(
    (tree) => valueIn(columns, tree, place)?.best ?? 0,
  );
  return {
    best: all.best,
    confirmed: confirmed ?? 0,
    corrected: corrected ?? 0,
    ...timeOf(columns, all.latest),
  };
}

function elsewhereAt(kept: Kept, kind: CountKind, where: Where): number | undefined {
  const standing = headlineOf(kept, kind, where);
  const node = standing?.claim.all.nodes.get(kept.places.find(where) ?? BOARD);
  if (!(standing && node && kept.places.hasChildren(node.place))) return undefined;
  const places = kept.board?.places ?? [];
  const hidden = new Set(
    places.flatMap(({ id, hidden: isHidden }) => (isHidden ? kept.places.find(id) : [])),
  );
  return standing.best - sumOfChildren(kept.columns, node, (place) => !hidden.has(place));
}

function recentSeriesOf(kept: Kept, kind: Kind): Series {
  return drawRecent(kept.claims, boardClaim(kept, kind), kind);
}

/** Whom the headline of the whole board follows. */
function boardClaim(kept: Kept, kind: Kind): Claim | undefined {
  const claimant = isCountKind(kind) ? headlineOf(kept, kind, null)?.claimant : undefined;
  return claimOf(kept.claims, kind, claimant);
}

function seriesOf(kept: Kept, asked: SeriesQuery): SeriesAnswer {
  const { kind, where = null } = asked;
  const { claims, changed } = kept;
  const claimant = isCountKind(kind)
    ? (asked.claimant ?? headlineOf(kept, kind, where)?.claimant)
    : undefined;
  const query = { ...asked, ...(claimant !== undefined && { claimant }) };
  const place = kept.places.find(where);
  const claim = claimOf(claims, kind, claimant);
  return {
    kind,
    where,
    ...(claimant !== undefined && { claimant }),
    ...drawSeries(claims, claim, place, query),
    marks: place === undefined ? [] : findMarks(claims, changed, place, query),
  };
}

function holdingOf(kept: Kept, seq: number): Holding | undefined {
  const row = rowOf(kept, seq);
  const { changes = [], erasures = [] } = kept.stories.get(seq) ?? {};
  const corrections = changes.filter(({ change }) => change.kind === 'correction');
  return (
    row && {
      row,
      changes: changes.map((told) => told.seq),
      erasures: [...erasures],
      writers: [seq, ...corrections.map((told) => told.seq)],
    }
  );
}
