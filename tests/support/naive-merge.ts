/** Carries a snapshot forward by ticks, from the contract's words alone: slow, plain, and none of the project's code. */
import type { Json } from './outside-client.ts';

/**
 * The snapshot after a merged tick: lists are upserts by id, claims by claimant, points by t; null removes. A tick's
 * `board` is the slug; the fields of the board itself that changed come as `definition`.
 */
export function mergeNaively(snapshot: Json, tick: Json): Json {
  if (tick.epoch !== snapshot.epoch || tick.from > snapshot.seq)
    throw new Error('This tick does not follow.');
  if (tick.to <= snapshot.seq) return snapshot;
  const { board: _slug, nature: _nature, epoch, from: _from, to, definition, ...changes } = tick;
  const { headline, claims = {}, places = [], series = {}, feed = [], ...replaced } = changes;
  const merged = structuredClone({ ...snapshot, ...replaced, epoch, seq: to });
  if (definition) merged.board = mergeKeys(merged.board, definition);
  Object.assign(merged, {
    headline: mergeKeys(merged.headline, headline ?? {}),
    claims: mergeEach(merged.claims, claims, (rows, change) => upsert(rows, change, 'claimant')),
    places: upsert(merged.places, places, 'id'),
    series: mergeSeries(merged.series, series),
    feed: upsert(merged.feed, feed, 'id'),
  });
  arrange(merged);
  return merged;
}

function mergeKeys(row: Json, changes: Json): Json {
  const kept = Object.entries({ ...row, ...changes }).filter(([, value]) => value !== null);
  return Object.fromEntries(kept);
}

/** Rows by their key. One with nothing left but its key is gone. */
function upsert(rows: Json[], changes: Json[], key: string): Json[] {
  const merged = new Map(rows.map((row) => [row[key], row]));
  for (const change of changes) merged.set(change[key], mergeKeys(merged.get(change[key]), change));
  return [...merged.values()].filter((row) => Object.keys(row).length > 1);
}

/** Lists under the names of kinds. An empty one is gone. */
function mergeEach(lists: Json, changes: Json, merge: (rows: Json[], change: Json[]) => Json[]): Json {
  const merged = Object.entries<Json>(changes).map(([kind, change]) => [
    kind,
    merge(lists[kind] ?? [], change),
  ]);
  return Object.fromEntries(
    Object.entries<Json>({ ...lists, ...Object.fromEntries(merged) }).filter(([, rows]) => rows.length > 0),
  );
}

function mergeSeries(series: Json, changes: Json): Json {
  const steps = mapValues({ ...series, ...changes }, ({ step }) => step);
  // All points of a series are of one step, so those of another are not kept.
  const kept = mapValues(series, ({ step, points }, kind) => (steps[kind] === step ? points : []));
  const points = mergeEach(
    kept,
    mapValues(changes, (change) => change.points),
    mergePoints,
  );
  return mapValues(points, (list, kind) => ({ step: steps[kind], points: list }));
}

function mergePoints(points: Json[], changes: Json[]): Json[] {
  const merged = new Map([...points, ...changes].map((point) => [point[0], point]));
  const there = [...merged.values()].filter((point) => point[1] !== null).sort((a, b) => a[0] - b[0]);
  return there.slice(-520);
}

function mapValues(object: Json, map: (value: Json, key: string) => Json): Json {
  return Object.fromEntries(Object.entries<Json>(object).map(([key, value]) => [key, map(value, key)]));
}

/** The orders that the contract gives to lists, and how many rows a feed has. */
function arrange(snapshot: Json): void {
  const ids: string[] = snapshot.board.places.map(({ id }: Json) => id);
  snapshot.places = ids.map((id) => snapshot.places.find((row: Json) => row.id === id) ?? { id });
  snapshot.feed = snapshot.feed
    .sort((a: Json, b: Json) => Date.parse(b.asOf) - Date.parse(a.asOf) || b.seq - a.seq)
    .slice(0, 20);
  for (const rows of Object.values<Json[]>(snapshot.claims)) {
    rows.sort((a, b) => b.best - a.best || (a.claimant < b.claimant ? -1 : 1));
  }
}
