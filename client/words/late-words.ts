/** Words that only a later part of the page needs: they come with that part, in one language. The server has both. */
import type { Lang } from '#shared/text.ts';

export interface LateWords<Table> {
  /** To be awaited before the part is drawn. */
  load(lang: Lang): Promise<void>;
  /** @throws Error where they were not loaded */
  of(lang: Lang): Table;
}

export function createLateWords<Table>(tables: Record<Lang, () => Promise<Table>>): LateWords<Table> {
  const loaded: Partial<Record<Lang, Table>> = {};
  return {
    async load(lang) {
      loaded[lang] ??= await tables[lang]();
    },
    of(lang) {
      const table = loaded[lang];
      if (table === undefined) throw new Error('these words are not loaded');
      return table;
    },
  };
}
