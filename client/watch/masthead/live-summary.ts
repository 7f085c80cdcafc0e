/** "19:42. Arrests 1,014, up 12. 3 new posts.": what changed since it was last said. */
import type { BigFigure } from '#shared/board.ts';
import { bigOf } from '#shared/board.ts';
import { countKindsOf } from '#shared/kinds.ts';
import type { Figure, Snapshot } from '#shared/snapshot.ts';
import type { Instant } from '#shared/time.ts';
import { writeFigure } from '../../board/figure-words.ts';
import { nameKind } from '../../words/kind-name.ts';
import type { Locale } from '../../words/locale.ts';
import { writeTime } from '../../words/when.ts';

type Summarized = Pick<Snapshot, 'headline' | 'board' | 'feed' | 'seq'>;

/** Undefined where nothing that is shown has changed. */
export function summarize(
  before: Summarized,
  after: Summarized,
  today: Instant,
  locale: Locale,
): string | undefined {
  const { messages, format, say } = locale;
  const { headline, board, feed } = after;
  const sentences = countKindsOf(board).flatMap((kind) => {
    const big = bigOf(board, kind);
    const now = headline[kind]?.[big];
    const change = (now ?? 0) - (before.headline[kind]?.[big] ?? 0);
    if (now === undefined || change === 0) return [];
    const sentence = change > 0 ? messages.summary.up : messages.summary.down;
    const by = format.count(Math.abs(change));
    const count = writeBig(headline[kind], big, locale);
    return [say(sentence, { kind: nameKind(kind, board, locale), count, by })];
  });
  const posts = feed.filter(({ seq }) => seq > before.seq).length;
  if (posts > 0) sentences.push(`${format.plural(messages.newPosts, posts)}.`);
  return sentences.length === 0
    ? undefined
    : `${writeTime(today, { board, today }, locale)}. ${sentences.join(' ')}`;
}

/** A number without an upper bound says so here too. */
function writeBig(figure: Figure | undefined, big: BigFigure, locale: Locale): string {
  const isOpen = big === 'best' && figure?.atLeast;
  return isOpen ? writeFigure(figure, locale) : locale.format.count(figure?.[big] ?? 0);
}
