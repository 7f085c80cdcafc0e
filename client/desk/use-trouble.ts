/** What the server said is wrong with a form, less what it said of a field that was typed in since. */
import type { ShallowRef } from 'vue';
import { shallowRef, watch } from 'vue';
import type { Trouble } from './people/desk-session.ts';
import { withoutFault } from './people/desk-session.ts';

/** @param typed what stands in each field, by the JSON pointer under which the server speaks of it, without `#/` */
export function useTrouble(typed: Record<string, () => unknown>): ShallowRef<Trouble | undefined> {
  const trouble = shallowRef<Trouble>();
  for (const [pointer, value] of Object.entries(typed)) {
    watch(value, () => {
      trouble.value = withoutFault(trouble.value, `#/${pointer}`);
    });
  }
  return trouble;
}
