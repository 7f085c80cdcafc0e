/** How far the start has come, in a sentence: "7 pm has reached 10 of 11 zones", and where it comes next. */
import type { Board } from '#shared/board.ts';
import type { Start } from '#shared/starts.ts';
import type { Instant } from '#shared/time.ts';
import { writeCountdown } from '../words/countdown.ts';
import type { Locale } from '../words/locale.ts';
import { writeTime } from '../words/when.ts';
import { isOver } from './event-time.ts';
import { nameClock, nameStart } from './zone-name.ts';

export interface StartSentence {
  sentence: string;
  /** Where it comes next, as long as some have started and the others still will. */
  next: string | false;
  values: Record<string, string>;
}

/**
 * @param now by the event's clock
 * @param counts whether that clock steps, so that a countdown is true
 */
export function sayStarts(
  board: Board,
  starts: readonly Start[],
  { now, counts }: { now: Instant; counts: boolean },
  locale: Locale,
): StartSentence {
  const { lang, messages, format } = locale;
  const reached = starts.filter(({ at }) => at <= now).length;
  const next = starts[reached];
  const isNext = reached > 0 && reached < starts.length && !isOver(board);
  return {
    sentence: chooseSentence(board, reached, starts.length, locale),
    next: isNext && messages.start[counts ? 'nextIn' : 'nextAt'],
    values: {
      hour: sayHour(board, locale),
      reached: format.count(reached),
      all: format.count(starts.length),
      clock: nameClock(board, lang),
      ...(next && {
        zone: nameStart(board, next, lang),
        time:
          isNext && counts
            ? writeCountdown(next.at - now)
            : writeTime(next.at, { board, today: now }, locale),
      }),
    },
  };
}

function chooseSentence(board: Board, reached: number, all: number, { messages, format }: Locale): string {
  const { start } = messages;
  const over = isOver(board);
  const { some, both, every } = over ? start.over : start.now;
  if (reached === all) return all === 2 ? both : every;
  if (reached > 0) return format.plural(some, all);
  return over ? format.plural(start.before, all) : start.first;
}

/** English prose says "7 pm"; Russian says 19:00. */
export function sayHour({ start }: Pick<Board, 'start'>, { lang }: Pick<Locale, 'lang'>): string {
  const { time = '' } = start ?? {};
  if (lang !== 'en') return time;
  const [hours = 0, minutes] = time.split(':').map(Number);
  const past = minutes ? time.slice(2) : '';
  return `${hours % 12 || 12}${past} ${hours < 12 ? 'am' : 'pm'}`;
}
