/**
 * Counting a second time, straight from its definitions: every answer walks all entries. It shares no code with the
 * tally, so that the two are wrong together only where the definitions are.
 */
import { policyFor } from '#shared/board.ts';
import type { Count } from '#shared/count.ts';
import type { CountKind, Kind } from '#shared/kinds.ts';
import type { FeedRow, Figure, Mark, Point, UpdateFigure } from '#shared/snapshot.ts';
import type { Entry, Reference, Where } from './reference-entries.ts';

interface Side {
  low: number;
  best: number;
  high: number;
  counted: Entry[];
  /** Whether an entry without an upper bound gives its best number or its upper bound. */
  isOpen: boolean;
}

interface Value extends Side {
  basis: 'stated' | 'advanced' | 'summed';
  total: Entry | undefined;
}

function comesAfter(e: Entry, f: Entry): boolean {
  return e.asOf > f.asOf || (e.asOf === f.asOf && e.seq > f.seq);
}

function children({ board }: Reference, p: Where): string[] {
  return (board?.places ?? []).filter(({ parent }) => (parent ?? null) === p).map(({ id }) => id);
}

function isListed({ board }: Reference, p: Where): boolean {
  return p === null || (board?.places ?? []).some(({ id }) => id === p);
}

function standsAt(reference: Reference, entry: Entry): Where {
  return isListed(reference, entry.place) ? entry.place : null;
}

function isWithin(reference: Reference, p: Where, q: Where): boolean {
  return p === q || children(reference, q).some((child) => isWithin(reference, p, child));
}

export function holding({ entries }: Reference, kind: Kind, claimant?: string): Entry[] {
  return entries.filter(
    (e) =>
      e.kind === kind &&
      e.retraction === null &&
      e.status !== 'disputed' &&
      (claimant === undefined || kind === 'update' || e.claimant === claimant),
  );
}

function fold(reference: Reference, entries: Entry[], p: Where): Value | undefined {
  const here = entries.filter((e) => standsAt(reference, e) === p);
  const total = here
    .filter(({ op }) => op === 'total')
    .reduce<Entry | undefined>(
      (last, e) => (last === undefined || comesAfter(e, last) ? e : last),
      undefined,
    );
  const after = (e: Entry) => e.op === 'add' && (total === undefined || comesAfter(e, total));
  const below = entries.filter((e) => after(e) && isWithin(reference, standsAt(reference, e), p));
  const parts = [
    ...children(reference, p).flatMap((child) => fold(reference, entries, child) ?? []),
    ...here.filter(after).map((e) => sideOf(e)),
  ];
  const side = (list: Side[]): Side => ({
    low: sum(list.map(({ low }) => low)),
    best: sum(list.map(({ best }) => best)),
    high: sum(list.map(({ high }) => high)),
    counted: list.flatMap(({ counted }) => counted),
    isOpen: list.some(({ isOpen }) => isOpen),
  });
  if (total === undefined) return parts.length === 0 ? undefined : { ...side(parts), basis: 'summed', total };
  const own = side([total, ...below].map(sideOf));
  const summed = side(parts);
  const basis = below.length > 0 ? 'advanced' : 'stated';
  const larger =
    own.best >= summed.best ? ({ ...own, basis } as const) : ({ ...summed, basis: 'summed' } as const);
  return {
    ...larger,
    low: Math.max(own.low, summed.low),
    high: Math.max(own.high, summed.high),
    total,
    isOpen: larger.isOpen || (summed.high > own.high ? summed : own).isOpen,
  };
}

function sideOf(entry: Entry): Side {
  const { best, low = best, high = best, atLeast = false } = entry.count;
  return { low, best, high, counted: [entry], isOpen: atLeast };
}

function sum(numbers: number[]): number {
  return numbers.reduce((a, b) => a + b, 0);
}

function confirmedOf(reference: Reference, entries: Entry[], p: Where): number | undefined {
  const confirmed = fold(
    reference,
    entries.filter(({ status }) => status === 'confirmed'),
    p,
  )?.best;
  return confirmed === undefined ? undefined : Math.min(confirmed, fold(reference, entries, p)?.best ?? 0);
}

function timeOf({ asOf, day }: Pick<Entry, 'asOf' | 'day'>): { asOf: string; day?: string } {
  return { asOf: iso(asOf), ...(day !== null && { day }) };
}

function lastOf(entries: Entry[]): Entry {
  return entries.reduce((last, entry) => (comesAfter(entry, last) ? entry : last));
}

function iso(t: number): string {
  return new Date(t).toISOString();
}

export function referenceClaims(reference: Reference, kind: CountKind, p: Where): Figure[] {
  const claimants = new Set(holding(reference, kind).map(({ claimant }) => claimant));
  const figures = [...claimants].flatMap((claimant) => {
    const entries = holding(reference, kind, claimant);
    const value = isListed(reference, p) ? fold(reference, entries, p) : undefined;
    return value === undefined
      ? []
      : [{ ...figureOf(value, claimant), ...confirmedPart(reference, entries, p) }];
  });
  return figures.sort((a, b) => b.best - a.best || (a.claimant < b.claimant ? -1 : 1));
}

function confirmedPart(reference: Reference, entries: Entry[], p: Where): { confirmed?: number } {
  const confirmed = confirmedOf(reference, entries, p);
  return confirmed === undefined ? {} : { confirmed };
}

function figureOf(value: Value, claimant: string): Figure {
  const { low, best, high, basis, counted, isOpen, total } = value;
  const figure: Figure = { best, low, high, ...timeOf(lastOf(counted)), claimant, basis };
  if (isOpen) figure.atLeast = true;
  if (basis !== 'stated' && total) {
    figure.stated = {
      best: total.count.best,
      ...(total.count.atLeast && { atLeast: true as const }),
      ...timeOf(total),
      entry: total.id,
    };
  }
  return figure;
}

export function referenceHeadline(reference: Reference, kind: CountKind, p: Where): Figure | undefined {
  const claims = referenceClaims(reference, kind, p);
  const policy = policyFor(reference.board ?? { policy: {} }, kind);
  const speaks = (claimant: string) =>
    holding(reference, kind, claimant).some(
      (e) => standsAt(reference, e) === p && (e.op === 'total' || children(reference, p).length === 0),
    );
  const speaking = claims.filter(({ claimant }) => speaks(claimant));
  const first = policy.find((trusted) => speaking.some(({ claimant }) => claimant === trusted));
  return (
    speaking.find(({ claimant }) => claimant === first) ??
    claims.find(({ claimant }) => policy.includes(claimant)) ??
    speaking[0] ??
    claims[0]
  );
}

export function referenceElsewhere(reference: Reference, kind: CountKind, p: Where): number | undefined {
  const headline = referenceHeadline(reference, kind, p);
  if (headline === undefined || children(reference, p).length === 0) return undefined;
  const entries = holding(reference, kind, headline.claimant);
  const isHidden = (id: string) => reference.board?.places.some((place) => place.id === id && place.hidden);
  const shown = children(reference, p).filter((child) => !isHidden(child));
  return headline.best - sum(shown.map((child) => fold(reference, entries, child)?.best ?? 0));
}

export function referenceUpdates(reference: Reference, p: Where): UpdateFigure | undefined {
  const updates = holding(reference, 'update').filter((e) => isWithin(reference, standsAt(reference, e), p));
  if (updates.length === 0 || !isListed(reference, p)) return undefined;
  return {
    best: updates.length,
    confirmed: updates.filter(({ status }) => status === 'confirmed').length,
    corrected: updates.filter(({ correction }) => correction !== null).length,
    ...timeOf(lastOf(updates)),
  };
}

// ---- series

/** The value at t of one claimant's entries with `asOf` ≤ t: what a point of the series has to be. */
export function referencePoint(
  reference: Reference,
  of: { kind: Kind; claimant: string | undefined; p: Where },
  t: number,
): Point | undefined {
  const entries = holding(reference, of.kind, of.claimant).filter(({ asOf }) => asOf <= t);
  const value = fold(reference, entries, of.p);
  return value && [t, value.low, value.best, value.high, confirmedOf(reference, entries, of.p) ?? null];
}

export function referenceMarks(
  reference: Reference,
  kind: Kind,
  claimant: string | undefined,
  p: Where,
): Mark[] {
  const within = reference.entries.filter(
    (e) =>
      e.kind === kind &&
      (kind === 'update' || e.claimant === claimant) &&
      isWithin(reference, standsAt(reference, e), p),
  );
  const marks = within.flatMap((e): [Entry, Mark['what']][] => {
    if (e.retraction) return [[e, 'retracted']];
    return e.correction ? [[e, 'corrected']] : [];
  });
  const counted = within.filter((e) => !e.retraction && e.status !== 'disputed');
  for (const e of counted.filter(({ op }) => op === 'total')) {
    if (standsAt(reference, e) !== p) continue;
    const before = counted.filter((f) => comesAfter(e, f));
    const best = (entries: Entry[]) => fold(reference, entries, p)?.best ?? 0;
    if (best(before) > best([...before, e])) marks.push([e, 'fell']);
  }
  return marks.map(([e, what]) => ({
    t: e.asOf,
    what,
    entry: e.id,
    ...(e.place !== null && { place: e.place }),
  }));
}

// ---- rows

export function referenceRow(entry: Entry): FeedRow {
  const { seq, id, kind, op, count, place, claimant, status, text, sources, was } = entry;
  const row: FeedRow = {
    id,
    seq,
    at: iso(entry.at),
    kind,
    ...timeOf(entry),
    claimant,
    status,
    version: 1 + entry.changes.length,
  };
  if (place !== null) row.place = place;
  if (kind !== 'update') Object.assign(row, { op, count: plainly(count) });
  if (text !== null) row.text = text;
  if (sources.length > 0) row.sources = sources;
  if (entry.against.length > 0) row.against = entry.against;
  if (entry.key) row.key = true;
  if (entry.pinned) row.pinned = true;
  if (entry.erased) row.erased = true;
  if (entry.retraction) row.retracted = { ...entry.retraction, at: iso(entry.retraction.at) };
  if (entry.correction) {
    const told = Object.entries(was).filter(
      ([field, value]) =>
        field !== 'postedSources' && value !== null && !(Array.isArray(value) && value.length === 0),
    );
    const said = told.map(([field, value]) => [field, publicly(field, value)]);
    row.corrected = { ...entry.correction, at: iso(entry.correction.at), was: Object.fromEntries(said) };
  }
  return row;
}

function publicly(field: string, value: unknown): unknown {
  if (field === 'asOf') return iso(value as number);
  return field === 'count' ? plainly(value as Count) : value;
}

function plainly(count: Count): number | Count {
  return Object.keys(count).join() === 'best' ? count.best : count;
}

export function referenceFeed({ entries }: Reference): FeedRow[] {
  return entries
    .filter(({ kind, text }) => kind === 'update' || text !== null)
    .sort((a, b) => (comesAfter(a, b) ? -1 : 1))
    .map(referenceRow);
}

/** The first `asOf` of these entries at a place or below it. */
export function firstWithin(reference: Reference, entries: Entry[], p: Where): number | undefined {
  if (!isListed(reference, p)) return undefined;
  const within = entries.filter((e) => isWithin(reference, standsAt(reference, e), p));
  return within.length === 0 ? undefined : Math.min(...within.map(({ asOf }) => asOf));
}
