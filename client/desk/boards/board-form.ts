/** A board as it is typed in the form of its settings, and the request that it becomes. */
import type { Board } from '#shared/board.ts';
import { BOARD_DEFAULTS } from '#shared/board.ts';
import { isSameValue } from '#shared/same-value.ts';
import type { Lists, Row, RowList } from './form-rows.ts';
import { indexRows, isUntouched, saidRows } from './form-rows.ts';
import type { Find } from './row-subjects.ts';
import { rowsOf, SUBJECTS } from './row-subjects.ts';
import { kindRowsOf, UPDATE, writeKindFields } from './typed-kinds.ts';
import { bothOf, nameOf, writeLength } from './typed-values.ts';

export interface BoardTyped {
  slug: string;
  titleEn: string;
  titleRu: string;
  summaryEn: string;
  summaryRu: string;
  zone: string;
  state: Board['state'];
  nature: Board['nature'];
  confirming: Board['confirming'];
  startDate: string;
  startTime: string;
  /** Within what time a new update is expected. */
  updateEvery: string;
  updateUnit: string;
  /** Whether the board brings its kinds, or has the default's. */
  hasOwnKinds: boolean;
}

/** @param zone of this device: a new board's, until another is typed */
export function typedOf(board: Board | undefined, zone: string): BoardTyped {
  const [title, summary] = [bothOf(board?.title), bothOf(board?.summary)];
  const { every: updateEvery, unit: updateUnit } = writeLength(board?.cadence[UPDATE]);
  return {
    ...{ titleEn: title.en, titleRu: title.ru, summaryEn: summary.en, summaryRu: summary.ru },
    ...{ updateEvery, updateUnit, hasOwnKinds: board?.kinds !== undefined },
    slug: board?.slug ?? '',
    zone: board?.zone ?? zone,
    state: board?.state ?? BOARD_DEFAULTS.state,
    nature: board?.nature ?? BOARD_DEFAULTS.nature,
    confirming: board?.confirming ?? BOARD_DEFAULTS.confirming,
    startDate: board?.start?.date ?? '',
    startTime: board?.start?.time ?? '',
  };
}

export function listsOf(board: Board | undefined): Record<RowList, Row[]> {
  const others = board ? rowsOf(board) : { claimants: [], places: [], zones: [], contacts: [] };
  return { ...others, kinds: kindRowsOf(board ?? {}) };
}

/** The whole board as the form says it. What may be left out and is empty is left out. */
export function boardOf(typed: BoardTyped, lists: Lists): Record<string, unknown> {
  const find: Find = { places: indexRows(lists.places), claimants: indexRows(lists.claimants) };
  const write = (list: RowList) =>
    saidRows(lists[list]).map((row) =>
      isUntouched(row) && row.source?.item ? row.source.item : SUBJECTS[list].write(row.typed, find),
    );
  const summary = nameOf(typed.summaryEn, typed.summaryRu);
  const hasStart = typed.startDate !== '' || typed.startTime !== '';
  const updates = { every: typed.updateEvery, unit: typed.updateUnit };
  return {
    slug: typed.slug.trim(),
    title: nameOf(typed.titleEn, typed.titleRu),
    ...(summary !== '' && { summary }),
    zone: typed.zone.trim(),
    state: typed.state,
    nature: typed.nature,
    confirming: typed.confirming,
    ...(hasStart && { start: { date: typed.startDate, time: typed.startTime } }),
    ...(typed.hasOwnKinds && { kinds: write('kinds') }),
    ...writeKindFields(saidRows(lists.kinds), updates, find),
    claimants: write('claimants'),
    zones: write('zones'),
    contacts: write('contacts'),
    places: write('places'),
  };
}

/** The fields that differ from the board as it is; null takes an optional one back. Empty where nothing differs. */
export function changeOf(typed: BoardTyped, lists: Lists, before: Board): Record<string, unknown> {
  const none = { summary: null, start: null, kinds: null };
  const { slug: _fixed, ...next } = boardOf(typed, lists);
  // Against what the form made of the board, not the board itself: what the form says in another way is no change.
  const opened: Record<string, unknown> = {
    ...none,
    ...boardOf(typedOf(before, before.zone), listsOf(before)),
  };
  const differs = ([field, value]: [string, unknown]) => !isSameValue(value, opened[field]);
  return Object.fromEntries(Object.entries({ ...none, ...next }).filter(differs));
}
