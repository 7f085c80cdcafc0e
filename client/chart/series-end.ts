/** The numbers that series end with, as a board states its headlines. */
import type { CountKind, Kind, WithKinds } from '#shared/kinds.ts';
import { countKindsOf } from '#shared/kinds.ts';
import type { Figures, Point } from '#shared/snapshot.ts';
import { formatInstant } from '#shared/time.ts';

interface Ending {
  points: readonly Point[];
}

/** @param claimantOf who says a kind's numbers */
export function readEnds(
  board: WithKinds,
  series: Readonly<Partial<Record<Kind, Ending>>>,
  claimantOf: (kind: CountKind) => string,
): Figures {
  const read: Figures = {};
  const updates = endOf(series.update);
  if (updates) {
    const [, , best, , confirmed] = updates.last;
    read.update = { best, confirmed: confirmed ?? 0, corrected: 0, asOf: updates.asOf };
  }
  for (const kind of countKindsOf(board)) {
    const end = endOf(series[kind]);
    if (!end) continue;
    const [, low, best, high, confirmed] = end.last;
    const sure = confirmed === null ? {} : { confirmed };
    read[kind] = { low, best, high, ...sure, asOf: end.asOf, claimant: claimantOf(kind), basis: 'summed' };
  }
  return read;
}

/** The last point, and since when its numbers stand. */
function endOf(series: Ending | undefined): { last: Point; asOf: string } | undefined {
  const points = series?.points ?? [];
  const last = points.at(-1);
  if (!last) return undefined;
  const other = points.findLastIndex((point) => [1, 2, 3, 4].some((part) => point[part] !== last[part]));
  return { last, asOf: formatInstant((points[other + 1] ?? last)[0]) };
}
