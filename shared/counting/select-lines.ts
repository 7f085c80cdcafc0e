/** Finds lines by what they are now. */
import type { Columns } from './columns.ts';
import { claimKindOf, statusOf } from './columns.ts';
import type { TallyState } from './fold-line.ts';
import type { Selection } from './tally.ts';

/** `seq` of the first lines that fit, ascending. It looks at each line between the bounds until there are enough. */
export function selectLines(state: TallyState, selection: Selection): number[] {
  const { after = 0, before = state.seq + 1, limit } = selection;
  const fits = conditionOf(state, selection);
  const found: number[] = [];
  for (let seq = Math.max(0, after) + 1; seq < before && seq <= state.seq && found.length < limit; seq++) {
    if (fits(seq)) found.push(seq);
  }
  return found;
}

function conditionOf({ columns }: TallyState, { kind, place, status }: Selection): (seq: number) => boolean {
  const conditions: ((seq: number) => boolean)[] = [];
  if (kind !== undefined) {
    const form = columns.forms.find(kind);
    conditions.push((seq) => columns.kind[seq] === form);
  }
  if (place !== undefined || status !== undefined) {
    conditions.push((seq) => claimKindOf(columns, seq) !== undefined);
  }
  if (place !== undefined) {
    const number = columns.placeNames.find(place);
    conditions.push((seq) => columns.place[seq] === number);
  }
  if (status !== undefined) conditions.push((seq) => effectiveStatusOf(columns, seq) === status);
  return (seq) => conditions.every((fits) => fits(seq));
}

function effectiveStatusOf(columns: Columns, seq: number): Selection['status'] {
  return columns.isRetracted[seq] === 1 ? 'retracted' : statusOf(columns, seq);
}
