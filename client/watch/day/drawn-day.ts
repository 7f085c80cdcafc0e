/** The chart and its words in one language, which nobody waits for: loaded when it nears the screen. */
import type { Lang } from '#shared/text.ts';
import type { ChartWords } from '../../words/chart-en.ts';
import DrawnDay from './DrawnDay.vue';

export async function loadDay(lang: Lang): Promise<{ DrawnDay: typeof DrawnDay; words: ChartWords }> {
  const words =
    lang === 'ru'
      ? (await import('../../words/chart-ru.ts')).chartRu
      : (await import('../../words/chart-en.ts')).chartEn;
  return { DrawnDay, words };
}
