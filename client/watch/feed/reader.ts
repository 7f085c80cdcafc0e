/** What speaks to the reader by itself. The list of posts loads this file once it stands. */
import type { Lang } from '#shared/text.ts';
import { readerWords } from '../../words/reader-words.ts';
import ReaderTools from './ReaderTools.vue';

export async function loadReader(lang: Lang): Promise<typeof ReaderTools> {
  await readerWords.load(lang);
  return ReaderTools;
}
