/** What a board is, in a word or two: not real, live, over. */
import type { Board } from '#shared/board.ts';
import type { Lang } from '#shared/text.ts';
import type { Locale } from '../words/locale.ts';
import { outputsWords } from '../words/outputs-words.ts';

/** In front of a name that stands alone: what is not happening now says so. */
export function markNature({ nature }: Pick<Board, 'nature'>, lang: Lang): string {
  const { replayed, simulated } = outputsWords[lang];
  return { real: '', replay: `${replayed}. `, simulated: `${simulated}. ` }[nature];
}

/** "Live" is not said of what is played again. */
export function sayState({ nature, state }: Pick<Board, 'nature' | 'state'>, { messages }: Locale): string {
  return nature === 'replay' && state === 'live' ? messages.natures.replay : messages.tag[state];
}
