/** That what follows is not happening now, or never happened; undefined of what is real. */
import type { Board } from '#shared/board.ts';
import type { Locale } from '../words/locale.ts';

export function sayNature(
  { nature, start }: Pick<Board, 'nature' | 'start'>,
  { messages, format, say }: Pick<Locale, 'messages' | 'format' | 'say'>,
): string | undefined {
  if (nature === 'simulated') return messages.nature.simulated;
  if (nature !== 'replay') return undefined;
  return start
    ? say(messages.nature.replay, { day: format.date(start.date) })
    : messages.nature.replayUndated;
}
