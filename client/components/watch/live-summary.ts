/** "19:42. Arrests 1,014, up 12. 3 new updates.": what changed since it was last said. */
import { countKinds } from '#shared/kinds.ts';
import type { Figures, Snapshot } from '#shared/snapshot.ts';
import type { Instant } from '#shared/time.ts';
import type { Locale } from '../../locales/locale.ts';

/** Undefined where nothing that is shown has changed. */
export function summarize(
  before: Figures,
  { headline, board }: Pick<Snapshot, 'headline' | 'board'>,
  today: Instant,
  { messages, format, say }: Locale,
): string | undefined {
  const sentences = countKinds.flatMap((kind) => {
    const big = board.big[kind] ?? 'best';
    const now = headline[kind]?.[big];
    const change = (now ?? 0) - (before[kind]?.[big] ?? 0);
    if (now === undefined || change === 0) return [];
    const sentence = change > 0 ? messages.summary.up : messages.summary.down;
    const by = format.count(Math.abs(change));
    return [say(sentence, { kind: messages.kind[kind], count: format.count(now), by })];
  });
  const posts = (headline.update?.best ?? 0) - (before.update?.best ?? 0);
  if (posts > 0) sentences.push(`${format.plural(messages.newUpdates, posts)}.`);
  return sentences.length === 0 ? undefined : `${format.clock(today, board.zone)}. ${sentences.join(' ')}`;
}
