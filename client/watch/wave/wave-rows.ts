/** The rows of the wave, from the board as it is now. */
import { bigOf } from '#shared/board.ts';
import type { CountKind } from '#shared/kinds.ts';
import type { Snapshot } from '#shared/snapshot.ts';
import type { Start } from '#shared/starts.ts';
import type { WaveNumber } from '#shared/wave.ts';
import { listTopmost, sumHeadlines } from '#shared/wave.ts';
import { writeFigure } from '../../board/figure-words.ts';
import { NOTHING } from '../../words/format.ts';
import { nameKind } from '../../words/kind-name.ts';
import type { Locale } from '../../words/locale.ts';
import type { WaveWords } from '../../words/wave-words.ts';

/** The number of each start: the headlines of its topmost places; of a board that shows no place its own. */
export function listNumbers(
  { board, headline, places }: Pick<Snapshot, 'board' | 'headline' | 'places'>,
  starts: readonly Start[],
  kind: CountKind,
): (WaveNumber | undefined)[] {
  const rows = new Map(places.map((row) => [row.id, row]));
  return listTopmost(board, starts).map((topmost) =>
    sumHeadlines(topmost.length > 0 ? topmost.map(({ id }) => rows.get(id)?.[kind]) : [headline[kind]]),
  );
}

/** The part that the board shows big, in the form that a number has everywhere. */
export function writeNumber(
  number: WaveNumber | undefined,
  kind: CountKind,
  board: Pick<Snapshot['board'], 'big'>,
  locale: Locale,
): string {
  if (bigOf(board, kind) === 'best') return number ? writeFigure(number, locale) : NOTHING;
  return number?.confirmed === undefined ? NOTHING : locale.format.count(number.confirmed);
}

export function nameNumber(
  kind: CountKind,
  board: Snapshot['board'],
  words: WaveWords,
  locale: Locale,
): string {
  const name = nameKind(kind, board, locale);
  return bigOf(board, kind) === 'best' ? name : locale.say(words.confirmed, { kind: name });
}
