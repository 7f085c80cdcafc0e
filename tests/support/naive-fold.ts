/**
 * The count algebra from the contract's words alone, over the lines that anybody can read: quadratic, plain, and none
 * of the project's code. It knows no ticks, no caches and no order but `seq`.
 */
import type { Json } from './outside-client.ts';

interface Place {
  id: string;
  parent?: string;
}
interface Range {
  low: number;
  best: number;
  high: number;
}

interface NaiveFigure extends Range {
  claimant: string;
  asOf: string;
  basis: 'stated' | 'advanced' | 'summed';
  confirmed?: number;
  stated?: { best: number; atLeast?: boolean; asOf: string; entry: string };
}

/** What a reader of all lines knows. `where` is a place's id, or null for the whole board. */
export class NaiveFold {
  readonly #places: Place[];
  readonly #policy: Record<string, string[]>;
  readonly #entries: Json[];

  constructor(board: { places: Place[]; policy?: Record<string, string[]> }, lines: Json[]) {
    this.#places = board.places;
    this.#policy = board.policy ?? {};
    this.#entries = settle(lines);
  }

  /** Only what is `asOf` that instant or earlier. */
  asKnownAt(t: number): NaiveFold {
    const board = { places: this.#places, policy: this.#policy };
    return new NaiveFold(
      board,
      this.#entries.filter((entry) => Date.parse(entry.asOf) <= t),
    );
  }

  figure(kind: string, where: string | null, claimant: string): NaiveFigure | undefined {
    const entries = this.#standing(kind).filter((entry) => entry.claimant === claimant);
    const value = this.#value(entries, where);
    if (!value) return undefined;
    const confirmed = this.#value(
      entries.filter((entry) => entry.status === 'confirmed'),
      where,
    );
    return {
      ...value,
      claimant,
      ...(confirmed && { confirmed: Math.min(confirmed.best, value.best) }),
    };
  }

  /** Every claimant's figure, highest first, then by id. */
  claims(kind: string, where: string | null): NaiveFigure[] {
    const claimants = [...new Set(this.#standing(kind).map((entry) => entry.claimant as string))];
    return claimants
      .flatMap((claimant) => this.figure(kind, where, claimant) ?? [])
      .sort((a, b) => b.best - a.best || (a.claimant < b.claimant ? -1 : 1));
  }

  headline(kind: string, where: string | null): NaiveFigure | undefined {
    const claims = this.claims(kind, where);
    const trusted = this.#policy[kind] ?? ['desk'];
    const ofTrusted = claims.filter(({ claimant }) => trusted.includes(claimant));
    const inOrder = trusted.flatMap((id) => claims.find(({ claimant }) => claimant === id) ?? []);
    return (
      inOrder.find(({ claimant }) => this.#speaks(kind, where, claimant)) ??
      ofTrusted[0] ??
      claims.find(({ claimant }) => !trusted.includes(claimant) && this.#speaks(kind, where, claimant)) ??
      claims[0]
    );
  }

  updates(where: string | null): { best: number; confirmed: number; corrected: number } | undefined {
    const counted = this.#standing('update').filter((entry) => this.#isWithin(entry.place ?? null, where));
    if (counted.length === 0) return undefined;
    return {
      best: counted.length,
      confirmed: counted.filter(({ status }) => status === 'confirmed').length,
      corrected: counted.filter(({ isCorrected }) => isCorrected).length,
    };
  }

  #standing(kind: string): Json[] {
    return this.#entries.filter(
      (entry) => entry.kind === kind && !entry.isRetracted && entry.status !== 'disputed',
    );
  }

  #speaks(kind: string, where: string | null, claimant: string): boolean {
    const isLeaf = this.#children(where).length === 0;
    return this.#standing(kind).some(
      (entry) =>
        entry.claimant === claimant && (entry.place ?? null) === where && (isLeaf || entry.op === 'total'),
    );
  }

  #value(entries: Json[], where: string | null): Omit<NaiveFigure, 'claimant'> | undefined {
    const here = entries.filter((entry) => (entry.place ?? null) === where);
    const last = here
      .filter(({ op }) => op === 'total')
      .sort(byTime)
      .at(-1);
    const isLater = (entry: Json) => entry.op === 'add' && (!last || byTime(entry, last) > 0);
    const added = here.filter(isLater);
    const children = this.#children(where).flatMap(({ id }) => this.#value(entries, id) ?? []);
    const counted = [...children, ...added.map((entry) => ({ ...rangeOf(entry), asOf: entry.asOf }))];
    const parts = counted.length === 0 ? undefined : { ...sum(counted), asOf: latest(counted) };
    if (!last) return parts && { ...parts, basis: 'summed' };

    const after = entries.filter((entry) => this.#isWithin(entry.place ?? null, where) && isLater(entry));
    const own = { ...sum([last, ...after].map(rangeOf)), asOf: latest([last, ...after]) };
    const open = typeof last.count === 'object' && last.count.atLeast === true;
    const stated = {
      best: rangeOf(last).best,
      ...(open && { atLeast: true }),
      ...{ asOf: last.asOf, entry: last.id },
    };
    const isSummed = parts !== undefined && parts.best > own.best;
    const range = parts ? highest(own, parts) : own;
    if (isSummed) return { ...range, asOf: parts.asOf, basis: 'summed', stated };
    if (after.length > 0) return { ...range, asOf: own.asOf, basis: 'advanced', stated };
    return { ...range, asOf: own.asOf, basis: 'stated' };
  }

  #children(where: string | null): Place[] {
    return this.#places.filter(({ parent }) => (parent ?? null) === where);
  }

  #isWithin(place: string | null, where: string | null): boolean {
    if (place === where || where === null) return true;
    if (place === null) return false;
    const parent = this.#places.find(({ id }) => id === place)?.parent ?? null;
    return parent !== null && this.#isWithin(parent, where);
  }
}

/** Entries as they hold after all changes to them, in the order of `seq`. */
function settle(lines: Json[]): Json[] {
  const entries = new Map<string, Json>();
  for (const line of [...lines].sort((a, b) => a.seq - b.seq)) {
    const target = entries.get(line.target);
    if ('asOf' in line) entries.set(line.id, { ...line });
    else if (line.kind === 'correction') correct(target, line.set);
    else if (line.kind === 'retraction') target.isRetracted = true;
    else if (line.kind === 'status') target.status = line.status;
  }
  return [...entries.values()];
}

function correct(target: Json, set: Json): void {
  Object.assign(target, set, { isCorrected: true });
  target.claimant ??= 'desk';
  target.place ??= undefined;
}

function byTime(a: Json, b: Json): number {
  return Date.parse(a.asOf) - Date.parse(b.asOf) || a.seq - b.seq;
}

function latest(counted: { asOf: string }[]): string {
  return (
    counted
      .map(({ asOf }) => asOf)
      .sort((a, b) => Date.parse(a) - Date.parse(b))
      .at(-1) ?? ''
  );
}

function rangeOf({ count }: Json): Range {
  if (typeof count === 'number') return { low: count, best: count, high: count };
  return { low: count.low ?? count.best, best: count.best, high: count.high ?? count.best };
}

function sum(ranges: Range[]): Range {
  const of = (key: keyof Range) => ranges.reduce((all, range) => all + range[key], 0);
  return { low: of('low'), best: of('best'), high: of('high') };
}

function highest(a: Range, b: Range): Range {
  return { low: Math.max(a.low, b.low), best: Math.max(a.best, b.best), high: Math.max(a.high, b.high) };
}
