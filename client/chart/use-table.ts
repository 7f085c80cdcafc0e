/** Tells the chart as a table while somebody reads that. What makes it is loaded when it is opened. */
import { computed, shallowRef, watch } from 'vue';
import type { ToldTable } from './tell-table.ts';

type Tell = typeof import('./tell-table.ts')['tellTable'];

/**
 * @param isRead whether the table is open
 * @param drawn what is drawn; undefined while nothing is
 */
export function useTable(
  isRead: () => boolean | undefined,
  drawn: () => Parameters<Tell> | undefined,
  onTell: (table: ToldTable | undefined) => void,
): void {
  const tell = shallowRef<Tell>();
  const load = async (): Promise<void> => {
    tell.value ??= (await import('./tell-table.ts').catch(() => undefined))?.tellTable;
  };
  watch(isRead, (is) => is && void load(), { immediate: true });
  const table = computed(() => {
    const of = isRead() && tell.value ? drawn() : undefined;
    return of && tell.value?.(...of);
  });
  watch(table, onTell);
}
