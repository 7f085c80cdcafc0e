/** What is wrong with what is typed, in the reader's language. */

import { useLocale } from '../../words/use-locale.ts';
import { useDesk } from '../use-desk.ts';
import type { InputProblem } from './draft.ts';

export interface ProblemWords {
  describe(found: InputProblem | undefined): string | undefined;
  /** What takes a sign out that nobody can see, and so nobody could by hand. */
  mend(found: InputProblem | undefined): string | undefined;
}

export function useProblemWords(): ProblemWords {
  const { words } = useDesk();
  const { say } = useLocale();
  return {
    describe(found) {
      const { character = '', index = 0 } = found?.sign ?? {};
      const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
      return found && say(words.problems[found.problem], { sign: `U+${code}`, at: String(index + 1) });
    },
    mend(found) {
      const { problem } = found ?? {};
      return problem === 'control' || problem === 'bidi' || problem === 'broken'
        ? words.composer.mend
        : undefined;
    },
  };
}
