/** How an entry's parts are written in the reader's language. */
import { zoneOf } from '#shared/board.ts';
import { DESK } from '#shared/desk-claimant.ts';
import type { Op, Source } from '#shared/entry.ts';
import type { Kind } from '#shared/kinds.ts';
import type { PostedCount } from '#shared/posted-count.ts';
import { expandCount } from '#shared/posted-count.ts';
import { isSameDay } from '#shared/reading/times.ts';
import type { FeedRow } from '#shared/snapshot.ts';
import type { Localized } from '#shared/text.ts';
import { inLanguage } from '#shared/text.ts';
import type { Instant } from '#shared/time.ts';
import { parseInstant } from '#shared/time.ts';
import { toLocal } from '#shared/zone-offset.ts';
import { useNow } from '../../board/use-now.ts';
import { nameKind } from '../../words/kind-name.ts';
import { useLocale } from '../../words/use-locale.ts';
import type { Extent } from '../composer/preview.ts';
import { useDesk, useOpenBoard } from '../use-desk.ts';

export interface RowWords {
  kindName(kind: Kind): string;
  /** The same where there is little room. */
  shortKind(kind: Kind): string;
  placeName(id: string | null | undefined): string;
  claimantName(id: string): string;
  /** `+12`, `=350`, `+20–30`, `+8+`; empty for an update. */
  count(counted: { op?: Op; count?: PostedCount }): string;
  /** `54`, `62–72`, `50+`. */
  extent(extent: Extent): string;
  sources(sources: readonly Source[] | undefined): string;
  /** By the board's clock, one for all rows, so that they can be compared; with its day where that is not today. */
  time(row: Pick<FeedRow, 'asOf' | 'day'>, precision?: 'minutes' | 'seconds'): string;
  /** Time of day at the place of the row, where its clock shows another. */
  timeThere(row: Pick<FeedRow, 'place' | 'asOf' | 'day'>): { time: string; offset: string } | undefined;
  /** `UTC+3` at an instant. */
  offset(zone: string, at: Instant): string;
  /** All that a row says, for filtering. */
  everything(row: FeedRow): string;
}

export function useRowWords(): RowWords {
  const { lang, format, messages } = useLocale();
  const now = useNow();
  const { words } = useDesk();
  const { board } = useOpenBoard();

  const kindName = (kind: Kind) => nameKind(kind, board.value, { lang, messages });
  const shortKind = (kind: Kind) => {
    const short: Readonly<Partial<Record<Kind, string>>> = words.kinds;
    return board.value.kinds && kind !== 'update' ? kindName(kind) : (short[kind] ?? kind);
  };
  const placeName = (id: string | null | undefined) => {
    const place = board.value.places.find((one) => one.id === id);
    return place ? inLanguage(place.name, lang) : (id ?? words.composer.whole);
  };
  const range = ({ low, high, atLeast }: { low: number; high: number; atLeast?: boolean | undefined }) =>
    atLeast ? `${format.count(low)}+` : format.range(low, high);

  const claimantName = (id: string) => {
    const known = board.value.claimants.find((claimant) => claimant.id === id);
    if (known) return inLanguage(known.name, lang);
    return id === DESK ? words.ownCount : id;
  };
  const count = ({ op, count: counted }: Parameters<RowWords['count']>[0]) => {
    if (counted === undefined || !op) return '';
    const { best, low = best, high = best, atLeast } = expandCount(counted);
    return `${op === 'total' ? '=' : '+'}${range({ low, high, atLeast })}`;
  };
  const time: RowWords['time'] = ({ asOf, day }, precision) => {
    if (day !== undefined) return dayOf(Date.parse(day), 'UTC');
    const [at, { zone }] = [parseInstant(asOf), board.value];
    const clock = format.clock(at, zone, precision);
    return isSameDay(at, now.value, zone) ? clock : `${dayOf(at, zone)} ${clock}`;
  };
  /** The day, with its year where that is not this one. */
  const dayOf = (at: Instant, zone: string) => {
    const [year, thisYear] = [at, now.value].map((instant) =>
      new Date(toLocal(instant, zone)).getUTCFullYear(),
    );
    return year === thisYear ? format.shortDay(at, zone) : `${format.shortDay(at, zone)} ${year}`;
  };
  const timeThere: RowWords['timeThere'] = ({ place, asOf, day }) => {
    if (day !== undefined) return undefined;
    const at = parseInstant(asOf);
    const zone = zoneOf(board.value, place ?? null);
    const offset = offsetAt(zone, at);
    return offset === offsetAt(board.value.zone, at) ? undefined : { time: format.digits(at, zone), offset };
  };

  return {
    kindName,
    shortKind,
    placeName,
    claimantName,
    count,
    extent: range,
    sources: nameSources,
    time,
    timeThere,
    offset: offsetAt,
    everything(row) {
      const place = board.value.places.find(({ id }) => id === row.place);
      const kind = board.value.kinds?.find(({ id }) => id === row.kind);
      const names = [...namesOf(place), ...namesOf(kind), placeName(row.place)];
      const status = messages.status[row.retracted ? 'retracted' : row.status];
      const said = [row.text, nameSources(row.sources), row.claimant, row.seq, row.status, status];
      return [...names, shortKind(row.kind), kindName(row.kind), row.kind, ...said].join(' ');
    },
  };
}

/** What it is called in each language, where they differ. */
function namesOf(named: { name: Localized } | undefined): string[] {
  return typeof named?.name === 'object' ? [named.name.en, named.name.ru] : [];
}

function nameSources(sources: readonly Source[] = []): string {
  return sources.map(({ title, url }) => title ?? hostOf(url)).join(', ');
}

function hostOf(url: string | undefined): string {
  return url?.replace(/^https?:\/\//i, '').replace(/[/?#].*$/, '') ?? '';
}

function offsetAt(zone: string, at: Instant): string {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    timeZoneName: 'shortOffset',
  }).formatToParts(at);
  return (parts.find(({ type }) => type === 'timeZoneName')?.value ?? '')
    .replace('GMT', 'UTC')
    .replace('-', '−');
}
