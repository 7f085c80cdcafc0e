/** What the server refused, in the operator's language where the catalogue has it, else in the server's own words. */
import type { Problem } from '#shared/protocol.ts';
import type { DeskWords } from '../../locales/desk-words.ts';
import type { Locale } from '../../locales/locale.ts';
import type { Trouble } from '../../stores/desk-session.ts';

export function tellProblem({ type, detail, errors }: Problem, words: DeskWords): string {
  const code = type.split('/').at(-1) ?? '';
  if (Object.hasOwn(words.refusals, code)) return words.refusals[code as keyof DeskWords['refusals']];
  return errors?.map((error) => `${error.pointer.replace(/^#\//, '')} ${error.detail}`).join('; ') || detail;
}

/** One sentence for a form. */
export function tellTrouble(trouble: Trouble, words: DeskWords, { say, duration }: Locale): string {
  if (trouble.is === 'unreachable') return words.unreachable;
  const { problem, retryAfter, status } = trouble;
  if (status === 429 && retryAfter !== undefined)
    return say(words.tryAgainIn, { time: duration(retryAfter * 1000, 'seconds') });
  return tellProblem(problem, words);
}

/** What is said of a field, by its JSON pointer, e.g. `#/name`, and of those within it. */
export function troubleAt(trouble: Trouble | undefined, pointer: string): string | undefined {
  if (trouble?.is !== 'refused') return undefined;
  const found = trouble.problem.errors?.filter(
    (error) => error.pointer === pointer || error.pointer.startsWith(`${pointer}/`),
  );
  return found?.map(({ detail }) => detail).join('; ') || undefined;
}
