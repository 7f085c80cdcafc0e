/** What the table says beyond the snapshot, once the server has answered: the last hour and the sources of each place. */

import { bigOf } from '#shared/board.ts';
import { MOST_SOURCES } from '#shared/recent-places.ts';
import type { Snapshot } from '#shared/snapshot.ts';
import type { Instant } from '#shared/time.ts';
import { NOTHING } from '../../words/format.ts';
import type { Locale } from '../../words/locale.ts';
import type { Hour, RecentById } from './hour.ts';
import { drawHour, hourOf, tallestOf } from './hour.ts';
import type { Beyond, Order, TableRow } from './place-rows.ts';
import { mainColumn } from './place-rows.ts';

export interface Later extends Beyond {
  /** A row's cell in the column `hour` or `sources`. */
  write(row: TableRow, order: Order): string;
  /** The path of the last hour's columns; empty where nothing rose. */
  draw(row: TableRow): string;
  /** The largest rise within five minutes that any row shows. */
  tallest: number;
}

export function tellLater(
  snapshot: Snapshot,
  recent: RecentById,
  now: Instant,
  { format }: Pick<Locale, 'format'>,
): Later {
  const kind = mainColumn(snapshot)?.kind;
  const hours = new Map<string, Hour | undefined>(
    snapshot.places.map((row) => [
      row.id,
      kind && hourOf(row, recent.get(row.id), { kind, big: bigOf(snapshot.board, kind), now }),
    ]),
  );
  const hidden = new Set(snapshot.board.places.flatMap((place) => (place.hidden ? [place.id] : [])));
  const tallest = tallestOf([...hours].flatMap(([id, hour]) => (hidden.has(id) ? [] : [hour])));
  const numberIn: Later['numberIn'] = ({ id }, { is }) =>
    is === 'hour' ? hours.get(id)?.more : recent.get(id)?.sources;
  return {
    numberIn,
    write(row, order) {
      const number = numberIn(row, order);
      if (number === undefined) return NOTHING;
      if (order.is === 'hour') return format.change(number);
      return format.count(number) + (number >= MOST_SOURCES ? '+' : '');
    },
    draw({ id }) {
      const hour = hours.get(id);
      return hour ? drawHour(hour, tallest) : '';
    },
    tallest,
  };
}
