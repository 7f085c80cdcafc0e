/**
 * What a page says instead as the server sends it. It may be read minutes later, and without a script nothing counts its
 * ages on: it says since when. The script has the other sentences.
 */
import type { Lang } from '#shared/text.ts';
import type { Messages } from './locale.ts';

const TALLY: Record<Lang, Pick<Messages['tally'], 'stale' | 'quiet'>> = {
  en: {
    stale: 'Nothing new since {time}; expected every {cadence}',
    quiet: 'No posts since {time}',
  },
  ru: {
    stale: 'Нового нет с {time}; ожидалось раз в {cadence}',
    quiet: 'Публикаций нет с {time}',
  },
};

/** A language's messages for pages as they are sent. */
export function asServed(lang: Lang, messages: Messages): Messages {
  return { ...messages, tally: { ...messages.tally, ...TALLY[lang] } };
}
