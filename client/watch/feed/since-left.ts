/** What changed since a reader left, in sentences: corrections first, then how far the totals moved, then key updates. */
import { countKindsOf } from '#shared/kinds.ts';
import { pageOf } from '#shared/paths.ts';
import type { FeedRow, Snapshot } from '#shared/snapshot.ts';
import type { Instant } from '#shared/time.ts';
import { parseInstant } from '#shared/time.ts';
import { nameKind } from '../../words/kind-name.ts';
import type { Locale } from '../../words/locale.ts';
import { readerWords } from '../../words/reader-words.ts';
import { writeTime } from '../../words/when.ts';
import { titleEntry } from '../entry-words.ts';
import { namePlace, stateNumbers } from './feed-change.ts';
import type { Seen } from './seen.ts';
import { noteSeen } from './seen.ts';

export interface Sentence {
  text: string;
  /** The post that it is about. */
  href?: string;
}

/** Posts of a sort that are told one by one. */
const TOLD = 5;
/** Characters of a text: the rest is a press away. */
const TEXT = 140;

/** @param rows posts that may have changed since, each once; empty where nothing is worth telling */
export function tellSince(
  seen: Seen,
  { snapshot, rows, today }: { snapshot: Snapshot; rows: readonly FeedRow[]; today: Instant },
  locale: Locale,
): Sentence[] {
  const { board, feed } = snapshot;
  const words = readerWords.of(locale.lang);
  const link = ({ id }: FeedRow) => pageOf('entry', { slug: board.slug, id });
  const changed = rows.filter((row) => changedAt(row) > seen.at);
  const key = rows.filter((row) => row.key && row.seq > seen.seq && !row.retracted);
  const count = feed.filter(({ seq }) => seq > seen.seq).length;
  return [
    ...few(changed, (row) => ({ text: sayChange(row, snapshot, locale), href: link(row) }), locale),
    ...sayTotals(seen, snapshot, locale).map((text) => ({ text })),
    ...few(
      key,
      (row) => {
        const time = writeTime(parseInstant(row.asOf), { board, today }, locale);
        const text = cut(row.text ?? '');
        return {
          text: locale.say(words.key, { time, where: namePlace(board, row.place, locale), text }),
          href: link(row),
        };
      },
      locale,
    ),
    ...(count > 0 ? [{ text: `${locale.format.plural(locale.messages.newPosts, count)}.` }] : []),
  ];
}

/** The public form of an instant has a fixed width, so its text sorts as its time does. */
function changedAt({ corrected, retracted }: FeedRow): string {
  return retracted?.at ?? corrected?.at ?? '';
}

function sayChange(row: FeedRow, { board }: Snapshot, locale: Locale): string {
  const { former } = stateNumbers(row, locale);
  const was = former && !row.retracted && locale.say(readerWords.of(locale.lang).was, { was: former.text });
  const reason = (row.retracted ?? row.corrected)?.reason;
  return [`${titleEntry(row, board, locale)}.`, was, reason].filter(Boolean).join(' ');
}

function sayTotals(seen: Seen, snapshot: Snapshot, locale: Locale): string[] {
  const words = readerWords.of(locale.lang);
  const { totals } = noteSeen(snapshot, 0);
  return countKindsOf(snapshot.board).flatMap((kind) => {
    const [was, now] = [seen.totals[kind], totals[kind]];
    if (was === now) return [];
    const sentence = chooseTotal(words, was, now);
    const by = Math.abs((now ?? 0) - (was ?? 0));
    const write = (value = 0) => locale.format.count(value);
    const values = { was: write(was), now: write(now), by: write(by) };
    return locale.say(sentence, { kind: nameKind(kind, snapshot.board, locale), ...values });
  });
}

function chooseTotal(
  words: ReturnType<typeof readerWords.of>,
  was: number | undefined,
  now: number | undefined,
): string {
  if (was === undefined) return words.first;
  if (now === undefined) return words.gone;
  return now > was ? words.up : words.down;
}

function few(rows: readonly FeedRow[], tell: (row: FeedRow) => Sentence, locale: Locale): Sentence[] {
  const told = rows.slice(0, TOLD).map(tell);
  const rest = rows.length - told.length;
  return rest > 0 ? [...told, { text: locale.format.plural(readerWords.of(locale.lang).more, rest) }] : told;
}

function cut(text: string): string {
  const signs = [...text];
  return signs.length > TEXT ? `${signs.slice(0, TEXT).join('')}…` : text;
}
