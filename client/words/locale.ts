/** A language as components take it: its messages, its habits of writing, and the few phrases made of both. */
import type { Lang } from '#shared/text.ts';
import type { en } from './en.ts';
import type { Format } from './format.ts';
import { createFormat } from './format.ts';
import type { AnyLanguage } from './messages.ts';
import { fill } from './messages.ts';

export type Messages = AnyLanguage<typeof en>;

export interface Locale {
  lang: Lang;
  messages: Messages;
  format: Format;
  /** A sentence with its values; see `fill`. */
  say(sentence: string, values: Readonly<Record<string, string>>): string;
  /** How long something took or is ago, in milliseconds: `8 s`, `5 min 06 s`, `14 min`, `1 h 28 min`, `3 d 4 h`. */
  duration(ms: number, precision?: 'minutes' | 'seconds'): string;
}

export function createLocale(lang: Lang, messages: Messages): Locale {
  return {
    lang,
    messages,
    format: createFormat(lang),
    say: fill,
    duration: (ms, precision = 'minutes') => writeDuration(messages.time, ms, precision === 'seconds'),
  };
}

/** Loads one language alone, so that nobody pays for the other. */
export async function loadLocale(lang: Lang): Promise<Locale> {
  const messages: Messages = lang === 'ru' ? (await import('./ru.ts')).ru : (await import('./en.ts')).en;
  return createLocale(lang, messages);
}

function writeDuration(words: Messages['time'], ms: number, precise: boolean): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  const pad = (part: number) => String(part).padStart(2, '0');
  if (minutes === 0) return fill(words.seconds, { seconds: String(seconds) });
  if (precise && hours === 0)
    return fill(words.minutesSeconds, { minutes: String(minutes), seconds: pad(seconds % 60) });
  if (hours === 0) return fill(words.minutes, { minutes: String(minutes) });
  if (hours < 48) return fill(words.hours, { hours: String(hours), minutes: pad(minutes % 60) });
  return fill(words.days, { days: String(Math.floor(hours / 24)), hours: String(hours % 24) });
}
