/** A list of the form as it is worked on: fifty rows at a time, those that are looked for, added, taken out and brought back. */
import type { ComputedRef, Ref, ShallowRef } from 'vue';
import { computed, reactive, ref, shallowRef, toRaw } from 'vue';
import { LIMITS } from '#shared/limits.ts';
import type { Row, RowList } from './form-rows.ts';
import { idOfRow, isBlank, newRow, simplify } from './form-rows.ts';
import { proposeId } from './propose-id.ts';
import { SUBJECTS } from './row-subjects.ts';

/** 5,000 rows of ten fields each would take a browser seconds to draw. */
export const ROWS_AT_ONCE = 50;

export interface RowsState {
  readonly list: RowList;
  /** All of them, those that were taken out included. Another list after each change of which there are. */
  readonly rows: Readonly<ShallowRef<readonly Row[]>>;
  readonly shown: ComputedRef<readonly Row[]>;
  /** How many fit what is looked for. */
  readonly found: ComputedRef<number>;
  readonly query: Ref<string>;
  /** Rows that alone are shown, by key: those in which something is wrong. */
  readonly only: ShallowRef<ReadonlySet<string> | undefined>;
  /** From 0. */
  readonly page: Ref<number>;
  readonly pages: ComputedRef<number>;
  readonly isFull: ComputedRef<boolean>;
  /** Something was typed in a row. The id of a new one is made from its name, until somebody types an id. */
  type(row: Row, field: string, text: string): void;
  /** A new row's id that was left empty is made from its name again. */
  settleId(row: Row): void;
  add(): Row;
  /** Adds rows that were pasted, and shows the first of them. */
  insert(added: readonly Row[]): void;
  /** One in which nothing was typed is gone at once; any other waits until the form is saved. */
  remove(row: Row): void;
  bringBack(row: Row): void;
  move(row: Row, by: 1 | -1): void;
  replace(rows: readonly Row[]): void;
  /** Shows the page on which a row stands. */
  reveal(key: string): void;
}

export function useRows(list: RowList, begun: readonly Row[]): RowsState {
  const rows = shallowRef<readonly Row[]>(begun.map(observe));
  const query = ref('');
  const only = shallowRef<ReadonlySet<string>>();
  const page = ref(0);
  // What is typed in a row is not looked at: a row must not go away under the finger that renames it.
  const fitting = computed(() => {
    const wanted = simplify(query.value);
    const { value: keys } = only;
    if (wanted === '' && !keys) return rows.value;
    return rows.value.filter((row) => (!keys || keys.has(row.key)) && fits(toRaw(row), wanted));
  });
  const pages = computed(() => Math.max(1, Math.ceil(fitting.value.length / ROWS_AT_ONCE)));
  const shown = computed(() => {
    const from = Math.min(page.value, pages.value - 1) * ROWS_AT_ONCE;
    return fitting.value.slice(from, from + ROWS_AT_ONCE);
  });
  const reveal = (key: string) => {
    if (!fitting.value.some((row) => row.key === key)) {
      query.value = '';
      only.value = undefined;
    }
    const at = fitting.value.findIndex((row) => row.key === key);
    page.value = Math.max(0, Math.floor(at / ROWS_AT_ONCE));
  };
  const { idRule, blank } = SUBJECTS[list];
  const settleId = (row: Row) => {
    if (!idRule || row.source || row.hasOwnId) return;
    const others = rows.value.flatMap((other) => (other.key === row.key ? [] : idOfRow(toRaw(other))));
    const name = row.typed.en?.trim() || row.typed.ru || '';
    row.typed.id = proposeId(name, idRule, new Set(others));
  };
  const insert = (added: readonly Row[]) => {
    const observed = added.map(observe);
    rows.value = [...rows.value, ...observed];
    const [first] = observed;
    if (first) reveal(first.key);
  };

  return {
    ...{ list, rows, shown, query, only, page, pages, insert, reveal, settleId },
    found: computed(() => fitting.value.length),
    isFull: computed(() => rows.value.length >= LIMITS[list]),
    type(row, field, text) {
      row.typed[field] = text;
      if (field === 'id') row.hasOwnId = text.trim() !== '';
      if (field === 'en' || field === 'ru') settleId(row);
    },
    add() {
      const row = newRow({ ...blank });
      insert([row]);
      return row;
    },
    remove(row) {
      if (isBlank(row)) rows.value = rows.value.filter(({ key }) => key !== row.key);
      else row.isRemoved = true;
    },
    bringBack(row) {
      row.isRemoved = false;
    },
    move(row, by) {
      const others = rows.value.filter(({ key }) => key !== row.key);
      const at = rows.value.findIndex(({ key }) => key === row.key) + by;
      if (at >= 0 && at <= others.length) rows.value = others.toSpliced(at, 0, row);
    },
    replace(next) {
      rows.value = next.map(observe);
      page.value = 0;
    },
  };
}

/** A component that shows a row is drawn anew when that is typed in, and no other. */
function observe(row: Row): Row {
  return reactive(row);
}

function fits({ typed }: Row, wanted: string): boolean {
  return [typed.en, typed.ru, typed.id, typed.aliases, typed.zone].some((text) =>
    simplify(text).includes(wanted),
  );
}
