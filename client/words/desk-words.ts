/** Loads the desk's words in one language alone. */
import type { HistoryField } from '#shared/entry-history.ts';
import type { Kind } from '#shared/kinds.ts';
import type { Lang } from '#shared/text.ts';
import type { deskDoorsEn } from './desk-doors-en.ts';
import type { deskEn } from './desk-en.ts';
import type { deskEntriesEn } from './desk-entries-en.ts';
import type { AnyLanguage } from './messages.ts';

export type DeskWords = AnyLanguage<typeof deskEn & typeof deskDoorsEn & typeof deskEntriesEn>;

export async function loadDeskWords(lang: Lang): Promise<DeskWords> {
  if (lang === 'ru') {
    const [{ deskRu }, { deskDoorsRu }, { deskEntriesRu }] = await Promise.all([
      import('./desk-ru.ts'),
      import('./desk-doors-ru.ts'),
      import('./desk-entries-ru.ts'),
    ]);
    return { ...deskRu, ...deskDoorsRu, ...deskEntriesRu };
  }
  const [{ deskEn }, { deskDoorsEn }, { deskEntriesEn }] = await Promise.all([
    import('./desk-en.ts'),
    import('./desk-doors-en.ts'),
    import('./desk-entries-en.ts'),
  ]);
  return { ...deskEn, ...deskDoorsEn, ...deskEntriesEn };
}

/** What a field of an entry is called: nobody counts an update. */
export function nameField(words: DeskWords, kind: Kind | undefined, field: HistoryField): string {
  return field === 'claimant' && kind === 'update' ? words.fields.saidBy : words.fields[field];
}
