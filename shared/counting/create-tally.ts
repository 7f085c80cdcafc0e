/** The tally: it folds one board's lines, and answers with current numbers, series and rows. */
import { policyFor } from '../board.ts';
import { isCountKind } from '../kind-words.ts';
import type { CountKind, Kind } from '../kinds.ts';
import type { Line } from '../line.ts';
import type { StepChange } from '../recent-places.ts';
import type { FeedRow, Figure, UpdateFigure } from '../snapshot.ts';
import type { Instant } from '../time.ts';
import type { ClaimTree } from './claim-tree.ts';
import type { Claim, ClaimValue } from './claims.ts';
import { claimOf, claimValuesAt, headlineAt } from './claims.ts';
import type { Columns } from './columns.ts';
import { idOf, timeOf } from './columns.ts';
import type { TallyState } from './fold-line.ts';
import { emptyTally, foldLine, isInFeed, rowOf } from './fold-line.ts';
import { byHighest } from './headline.ts';
import { writeImage } from './image.ts';
import { findMarks } from './marks.ts';
import { BOARD } from './place-tree.ts';
import { countSourcesAt, recentChanges } from './recent.ts';
import { drawRises } from './rises.ts';
import { selectLines } from './select-lines.ts';
import { beginOf, drawRecent, drawSeries } from './series.ts';
import type { EntryState, SeriesAnswer, SeriesQuery, Tally, Where } from './tally.ts';
import { tellPost } from './tell-post.ts';
import { entriesBefore, newestEntries } from './timeline.ts';
import type { Value } from './value.ts';
import { sumOfChildren, valueAt } from './value.ts';

/** A tally that takes the lines that follow its state: an empty one takes a board's lines from the first on. */
export function createTally(state = emptyTally()): Tally {
  return {
    get seq() {
      return state.seq;
    },
    get at() {
      return state.at;
    },
    get board() {
      return state.board;
    },
    get definition() {
      const { seq, at } = state.definedBy;
      return seq === 0 ? undefined : { id: idOf(state.columns, 1), seq, at };
    },
    fold: (lines) => foldLines(state, lines),
    headline: (kind, where) => figureOf(state, headlineOf(state, kind, where), where),
    updates: (where) => updatesAt(state, where),
    claims: (kind, where) => claimsAt(state, kind, where),
    elsewhere: (kind, where) => elsewhereAt(state, kind, where),
    series: (query) => seriesOf(state, query),
    recentSeries: (kind) => drawRecent(state.claims, boardClaim(state, kind), kind),
    rises: ({ kind, where, of, grid }) =>
      drawRises(headlineOf(state, kind, where)?.claim, state.places.find(where) ?? BOARD, of, grid),
    beginOf: (kind) => beginOf(state.claims, boardClaim(state, kind)),
    recentChanges: (kind, where, span) => recentChangesOf(state, kind, where, span),
    sourcesAt: (where) => countSourcesAt(state, state.places.find(where) ?? BOARD),
    feed: (limit) => rowsOf(state, newestEntries(state.feed, limit)),
    feedBefore: (moment, limit) => rowsOf(state, entriesBefore(state.feed, state.columns, moment, limit)),
    recentPosts: (limit) => state.recent.newest(limit).flatMap((changed) => tellPost(state, changed) ?? []),
    pinned: (limit) =>
      rowsOf(
        state,
        [...state.pins]
          .reverse()
          .filter((seq) => isInFeed(state, seq))
          .slice(0, limit),
      ),
    feedRow: (seq) => (isInFeed(state, seq) ? rowOf(state, seq) : undefined),
    entryState: (seq) => entryStateOf(state, seq),
    lastChecked: (kind) => state.checked.get(kind),
    isNamed: (kind) => state.columns.forms.find(kind) !== undefined,
    select: (selection) => selectLines(state, selection),
    takeChanges: () => state.changes.take(),
    image: (after) => writeImage(state, after),
  };
}

function rowsOf(state: TallyState, seqs: readonly number[]): FeedRow[] {
  return seqs.flatMap((seq) => rowOf(state, seq) ?? []);
}

function foldLines(state: TallyState, lines: readonly Line[]): void {
  for (const line of lines) {
    if (line.seq !== state.seq + 1) throw new RangeError(`line ${line.seq} does not follow ${state.seq}`);
    foldLine(state, line);
  }
}

function headlineOf(
  { claims, places, board }: TallyState,
  kind: CountKind,
  where: Where,
): ClaimValue | undefined {
  const place = places.find(where);
  return place === undefined
    ? undefined
    : headlineAt(claims, kind, place, policyFor(board ?? { policy: {} }, kind));
}

function claimsAt(state: TallyState, kind: CountKind, where: Where): Figure[] {
  const place = state.places.find(where);
  if (place === undefined) return [];
  const values = claimValuesAt(state.claims, kind, place).toSorted(byHighest);
  return values.flatMap((claimed) => figureOf(state, claimed, where) ?? []);
}

function figureOf(
  { columns, places }: TallyState,
  claimed: ClaimValue | undefined,
  where: Where,
): Figure | undefined {
  const place = places.find(where);
  if (claimed === undefined || place === undefined) return undefined;
  const { low, best, high, isOpen, latest, basis, total } = claimed.value;
  const confirmed = valueIn(columns, claimed.claim.confirmed, place)?.best;
  return {
    best,
    low,
    high,
    ...(isOpen && { atLeast: true }),
    // Confirmed parts may add up to more than a later total.
    ...(confirmed !== undefined && { confirmed: Math.min(confirmed, best) }),
    ...timeOf(columns, latest),
    claimant: claimed.claimant,
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

function updatesAt({ columns, places, claims }: TallyState, where: Where): UpdateFigure | undefined {
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

function elsewhereAt(state: TallyState, kind: CountKind, where: Where): number | undefined {
  const claimed = headlineOf(state, kind, where);
  const node = claimed?.claim.all.nodes.get(state.places.find(where) ?? BOARD);
  if (!(claimed && node && state.places.hasChildren(node.place))) return undefined;
  const places = state.board?.places ?? [];
  const hidden = new Set(
    places.flatMap(({ id, hidden: isHidden }) => (isHidden ? state.places.find(id) : [])),
  );
  return claimed.best - sumOfChildren(state.columns, node, (place) => !hidden.has(place));
}

/** The claim that the headline of the whole board follows. */
function boardClaim(state: TallyState, kind: Kind): Claim | undefined {
  const claimant = isCountKind(kind) ? headlineOf(state, kind, null)?.claimant : undefined;
  return claimOf(state.claims, kind, claimant);
}

function seriesOf(state: TallyState, asked: SeriesQuery): SeriesAnswer {
  const { kind, where = null } = asked;
  const { claims, amended } = state;
  const claimant = isCountKind(kind)
    ? (asked.claimant ?? headlineOf(state, kind, where)?.claimant)
    : undefined;
  const query = { ...asked, ...(claimant !== undefined && { claimant }) };
  const place = state.places.find(where);
  const claim = claimOf(claims, kind, claimant);
  return {
    kind,
    where,
    ...(claimant !== undefined && { claimant }),
    ...drawSeries(claims, claim, place, query),
    marks: place === undefined ? [] : findMarks(claims, amended, place, query),
  };
}

function recentChangesOf(
  state: TallyState,
  kind: Kind,
  where: Where,
  span: { from: Instant; to: Instant },
): StepChange[] {
  const place = state.places.find(where);
  const claimant = isCountKind(kind) ? headlineOf(state, kind, where)?.claimant : undefined;
  return place === undefined ? [] : recentChanges(state, { kind, place, claimant, ...span });
}

function entryStateOf(state: TallyState, seq: number): EntryState | undefined {
  const row = rowOf(state, seq);
  const { changes = [], erasures = [] } = state.revisions.get(seq) ?? {};
  const corrections = changes.filter(({ change }) => change.kind === 'correction');
  return (
    row && {
      row,
      changes: changes.map((change) => change.seq),
      erasures: [...erasures],
      writers: [seq, ...corrections.map((correction) => correction.seq)],
    }
  );
}
