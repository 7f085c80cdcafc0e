/** What a kind is called: as the board calls it, or one of the default's as this language does. */
import type { Board } from '#shared/board.ts';
import type { Kind } from '#shared/kinds.ts';
import { inLanguage } from '#shared/text.ts';
import type { Locale } from './locale.ts';

export function nameKind(
  kind: Kind,
  { kinds }: Pick<Board, 'kinds'>,
  { lang, messages }: Pick<Locale, 'lang' | 'messages'>,
): string {
  // Our own words know the default's kinds alone.
  const words: Readonly<Partial<Record<Kind, string>>> = messages.kind;
  return inLanguage(kinds?.find(({ id }) => id === kind)?.name ?? words[kind] ?? kind, lang);
}
