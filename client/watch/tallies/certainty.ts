/** Beside the number: how sure it is. */
import type { BigFigure } from '#shared/board.ts';
import type { Figure } from '#shared/snapshot.ts';
import type { Locale } from '../../words/locale.ts';

export function sayCertainty(
  figure: Figure,
  big: BigFigure,
  { messages: { tally } }: Locale,
): string | undefined {
  if (big === 'confirmed') return tally.confirmed;
  // "2,238 or more" would be said of a number that may be 2,233.
  return figure.atLeast && figure.low === figure.best ? tally.orMore : undefined;
}
