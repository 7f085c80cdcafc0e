/** What the marks say, and the list of the key updates: loaded once the chart is drawn. */
import type { Ref } from 'vue';
import { effectScope, onScopeDispose, shallowRef } from 'vue';
import type { Read } from './follow-remarks.ts';
import type { remarks } from './remarks.ts';
import type { BoardRequests } from './use-board-requests.ts';

interface Remarks {
  /** Undefined until it is there. */
  remarks: Readonly<Ref<typeof remarks | undefined>>;
  /** What is told beside the numbers. */
  told: () => readonly string[];
}

export function useRemarks(read: Read, requests: BoardRequests): Remarks {
  const loaded = shallowRef<typeof remarks>();
  const told = shallowRef<Readonly<Ref<readonly string[]>>>();
  const scope = effectScope();
  onScopeDispose(() => scope.stop());
  void import('./remarks.ts').then(
    (module) => {
      loaded.value = module.remarks;
      scope.run(() => {
        told.value = module.remarks.followRemarks(read, requests);
      });
    },
    () => undefined,
  );
  return { remarks: loaded, told: () => told.value?.value ?? [] };
}
