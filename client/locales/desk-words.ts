/** Loads the desk's words in one language alone. */
import type { Lang } from '#shared/text.ts';
import type { deskDoorsEn } from './desk-doors-en.ts';
import type { deskEn } from './desk-en.ts';
import type { AnyLanguage } from './messages.ts';

export type DeskWords = AnyLanguage<typeof deskEn & typeof deskDoorsEn>;

export async function loadDeskWords(lang: Lang): Promise<DeskWords> {
  if (lang === 'ru') {
    const [{ deskRu }, { deskDoorsRu }] = await Promise.all([
      import('./desk-ru.ts'),
      import('./desk-doors-ru.ts'),
    ]);
    return { ...deskRu, ...deskDoorsRu };
  }
  const [{ deskEn }, { deskDoorsEn }] = await Promise.all([
    import('./desk-en.ts'),
    import('./desk-doors-en.ts'),
  ]);
  return { ...deskEn, ...deskDoorsEn };
}
