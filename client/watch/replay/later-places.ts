/** What is known now of the places' numbers at an earlier time. */
import { DESK } from '#shared/desk-claimant.ts';
import { kindsOf } from '#shared/kind-words.ts';
import type { Kind } from '#shared/kinds.ts';
import type { Figures, PlaceRow, Series, Snapshot } from '#shared/snapshot.ts';
import type { Instant } from '#shared/time.ts';
import { parseInstant } from '#shared/time.ts';
import { readEnds } from '../../chart/series-end.ts';
import type { Api } from '../../net/api.ts';

export interface LaterPlaces {
  /** Undefined where not all of it came, or where it would be too much to ask for. */
  rowsAt(t: Instant): Promise<PlaceRow[] | undefined>;
}

/** One number of one place. */
interface Asked {
  place: string;
  kind: Kind;
}

/** So many series are asked for in all, and so many at a time. */
const MOST = 400;
const AT_ONCE = 4;

/** @param live the board as it is now */
export function readLaterPlaces(live: Snapshot, api: Api): LaterPlaces {
  const kept = new Map<string, Series>();
  const nameOf = ({ place, kind }: Asked) => `${kind} ${place}`;

  async function ask(wanted: Asked): Promise<void> {
    const reply = await api.call('series', { slug: live.board.slug, query: { ...wanted } });
    if (reply.is === 'answered') kept.set(nameOf(wanted), reply.body);
  }

  async function askAll(wanted: readonly Asked[]): Promise<void> {
    const waiting = [...wanted];
    const askOn = async () => {
      for (let next = waiting.shift(); next; next = waiting.shift()) await ask(next);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, askOn));
  }

  function rowAt(row: PlaceRow, t: Instant): PlaceRow {
    const standing: Figures = {};
    const ends: Partial<Record<Kind, Series>> = {};
    for (const kind of kindsOf(live.board)) {
      const series = kept.get(nameOf({ place: row.id, kind }));
      if (isStanding(row, kind, t)) Object.assign(standing, { [kind]: row[kind] });
      else if (series) ends[kind] = cutAt(series, t);
    }
    const read = readEnds(live.board, ends, (kind) => row[kind]?.claimant ?? DESK);
    return { id: row.id, ...read, ...standing };
  }

  return {
    async rowsAt(t) {
      const wanted = live.places.flatMap((row) =>
        kindsOf(live.board)
          .filter((kind) => row[kind] && !isStanding(row, kind, t))
          .map((kind) => ({ place: row.id, kind })),
      );
      const missing = wanted.filter((each) => !kept.has(nameOf(each)));
      if (kept.size + missing.length > MOST) return undefined;
      await askAll(missing);
      return wanted.every((each) => kept.has(nameOf(each)))
        ? live.places.map((row) => rowAt(row, t))
        : undefined;
    },
  };
}

/** What counts nothing of later than then is what it was: it need not be asked for. */
function isStanding(row: PlaceRow, kind: Kind, t: Instant): boolean {
  const figure = row[kind];
  return figure !== undefined && parseInstant(figure.asOf) <= t;
}

/** A point stands at the end of its step: what it says holds from within it. */
export function cutAt({ step, points }: Pick<Series, 'step' | 'points'>, t: Instant): Series {
  return { step, points: points.filter(([at]) => at < t + step * 1000) };
}
