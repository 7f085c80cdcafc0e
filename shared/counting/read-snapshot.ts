/** The snapshot of a board, read from its tally. */
import { isCountKind, kindsOf } from '../kind-words.ts';
import type { Kind } from '../kinds.ts';
import { countKindsOf } from '../kinds.ts';
import { LIMITS } from '../limits.ts';
import type { Figure, Figures, Snapshot, UpdateFigure } from '../snapshot.ts';
import { formatInstant } from '../time.ts';
import type { Tally, Where } from './tally.ts';

/** @throws RangeError for a tally whose board was not made */
export function readSnapshot(tally: Tally, { epoch, head }: Pick<Snapshot, 'epoch' | 'head'>): Snapshot {
  const { seq, at, board } = tally;
  if (!board) throw new RangeError('A snapshot needs a tally whose board was made.');
  const kinds = kindsOf(board);
  const figuresAt = (where: Where): Figures => byKind(kinds, (kind) => figureAt(tally, kind, where));
  return {
    ...{ epoch, seq, at: formatInstant(at), head, board },
    headline: figuresAt(null),
    checked: checkedIn(tally),
    claims: byKind(countKindsOf(board), (kind) => withSome(tally.claims(kind, null))),
    places: board.places.map(({ id }) => ({ id, ...figuresAt(id) })),
    series: byKind(kinds, (kind) => {
      const { step, points } = tally.recentSeries(kind);
      return points.length > 0 ? { step, points } : undefined;
    }),
    feed: tally.feed(LIMITS.feedRows),
  };
}

/** The number that stands for a kind at a place. */
export function figureAt(tally: Tally, kind: Kind, where: Where): Figure | UpdateFigure | undefined {
  return isCountKind(kind) ? tally.headline(kind, where) : tally.updates(where);
}

/** When each kind was last checked. */
export function checkedIn(tally: Tally): Snapshot['checked'] {
  return byKind(kindsOf(tally.board ?? {}), (kind) => {
    const at = tally.lastChecked(kind);
    return at === undefined ? undefined : formatInstant(at);
  });
}

/** What there is of each kind. The compiler cannot see that each value is what stands under that kind. */
function byKind<K extends Kind, Values>(kinds: readonly K[], read: (kind: K) => unknown): Values {
  const found = kinds.map((kind) => [kind, read(kind)] as const);
  return Object.fromEntries(found.filter(([, value]) => value !== undefined)) as Values;
}

function withSome<T>(list: readonly T[]): readonly T[] | undefined {
  return list.length > 0 ? list : undefined;
}
