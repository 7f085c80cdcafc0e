/** What is wrong in the form of a board, said at its fields until they are typed in again. */
import type { Ref, ShallowRef } from 'vue';
import { ref, shallowReactive, shallowRef } from 'vue';
import type { BoardFormWords } from '../../words/board-form-words.ts';
import type { Trouble } from '../people/desk-session.ts';
import type { Sent, Takes } from './form-faults.ts';
import { readFaults } from './form-faults.ts';

export interface Faults {
  /** What the field, row or list at this path takes, where something is wrong with it. */
  sayAt(path: string): string | undefined;
  /** Keys of the rows of a list in which something is wrong. */
  rowsOf(list: string): string[];
  /** Something was typed there: what was said of it, and of no field, is out of date. */
  touch(path: string): void;
  /** What the server said of no field that is shown. */
  readonly elsewhere: Readonly<ShallowRef<Trouble | undefined>>;
  /** A word on the form as a whole, e.g. that nothing was changed. */
  readonly notice: Ref<string>;
  clear(): void;
  show(trouble: Trouble, sent: Sent): void;
}

export function useFormFaults(words: BoardFormWords): Faults {
  const at = shallowReactive(new Map<string, Takes>());
  const elsewhere = shallowRef<Trouble>();
  const notice = ref('');
  const clear = () => {
    at.clear();
    elsewhere.value = undefined;
  };

  return {
    elsewhere,
    notice,
    clear,
    sayAt(path) {
      const takes = at.get(path);
      return takes && words.takes[takes];
    },
    rowsOf: (list) => [
      ...new Set(
        [...at.keys()].flatMap((path) => (path.startsWith(`${list}/`) ? (path.split('/')[1] ?? []) : [])),
      ),
    ],
    touch(path) {
      at.delete(path);
      elsewhere.value = undefined;
      notice.value = '';
    },
    show(trouble, sent) {
      clear();
      const found = trouble.is === 'refused' ? readFaults(trouble.problem, sent) : undefined;
      for (const [path, takes] of found?.at ?? []) at.set(path, takes);
      if (!found || found.isElsewhere) elsewhere.value = trouble;
    },
  };
}
