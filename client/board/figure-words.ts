/** A number in words: who says so, as of when, how sure it is, and what it is made of. */
import type { Board } from '#shared/board.ts';
import { DESK } from '#shared/desk-claimant.ts';
import type { Figure } from '#shared/snapshot.ts';
import { inLanguage } from '#shared/text.ts';
import type { Instant } from '#shared/time.ts';
import type { Locale } from '../words/locale.ts';
import { writeStated } from '../words/when.ts';

/** A claimant as the board names it; one that it does not list is shown as written. */
export function nameClaimant(
  board: Pick<Board, 'claimants'>,
  id: string,
  { lang, messages }: Locale,
): string {
  const listed = board.claimants.find((claimant) => claimant.id === id);
  if (listed) return isolate(inLanguage(listed.name, lang));
  return id === DESK ? messages.tally.desk : id;
}

/** A name from right to left, kept from turning around the sentence that it is put in. */
export function isolate(name: string): string {
  return /[\u0590-\u08ff\ufb1d-\ufefc]/.test(name) ? `\u2068${name}\u2069` : name;
}

/** A number with the range around it: `1,014`, `1,100 (1,070–1,192)`, `at least 8`, `1,100 (at least 1,070)`. */
export function writeFigure(
  { low, best, high, atLeast }: Pick<Figure, 'low' | 'best' | 'high'> & { atLeast?: boolean | undefined },
  { format, say, messages }: Pick<Locale, 'format' | 'say' | 'messages'>,
): string {
  const range = atLeast ? say(messages.tally.atLeast, { count: format.count(low) }) : format.range(low, high);
  return low === best && (atLeast || high === best) ? range : `${format.count(best)} (${range})`;
}

/** What the number is made of, where it is more than one statement: "sum of places; OVD-Info’s own total 459 as of 21:45". */
export function writeBasis(
  figure: Figure,
  { board, today }: { board: Board; today: Instant },
  locale: Locale,
): string | undefined {
  const { messages, format, say } = locale;
  const { basis, stated } = figure;
  if (basis === 'stated') return undefined;
  if (!stated) return basis === 'summed' && board.places.length > 0 ? messages.tally.summed : undefined;
  const values = {
    claimant: nameClaimant(board, figure.claimant, locale),
    stated: stated.atLeast
      ? say(messages.tally.atLeast, { count: format.count(stated.best) })
      : format.count(stated.best),
    time: writeStated(stated, { board, today }, locale),
  };
  return say(basis === 'summed' ? messages.tally.summedStated : messages.tally.advanced, values);
}
