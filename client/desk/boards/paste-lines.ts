/** Lines that are pasted into a list of the form, from a sheet, a file or a message: each becomes a row, or is named with what it takes. */
import type { Row } from './form-rows.ts';
import { idOfRow, indexRows, newRow } from './form-rows.ts';
import { proposeId } from './propose-id.ts';
import type { Subject } from './row-subjects.ts';

export type LineProblem =
  | 'id'
  | 'claimantId'
  | 'name'
  | 'zone'
  | 'parent'
  | 'place'
  | 'url'
  | 'lat'
  | 'lon'
  | 'population'
  | 'hidden'
  | 'both'
  | 'fields'
  | 'twice';

export interface PastedLine {
  /** From 1. */
  line: number;
  text: string;
  row: Row;
  problems: LineProblem[];
}

/**
 * Blank lines are passed over. A table copied from a sheet is parted by tabs, one typed here by semicolons; a line with neither is a name. An id
 * that is left out is made from the name.
 * @param rows those that are there: their ids are taken, and lines may refer to them
 * @param places what a line may name as a place of the board, where its list is not that of the places
 */
export function readLines(
  text: string,
  subject: Subject,
  rows: readonly Row[],
  places: readonly Row[],
): PastedLine[] {
  const used = new Set(rows.map(idOfRow));
  const read = text
    .split(/\r\n?|\n/)
    .map((line, at) => ({ text: line, line: at + 1 }))
    .filter((line) => line.text.trim() !== '')
    .map((line) => ({ ...line, ...readLine(line.text, subject, used) }));
  // A line may name one below it: an id that was written is taken before any is made.
  const reached = new Map<string, number>();
  for (const { row } of read) {
    if (!subject.idRule || row.hasOwnId) continue;
    row.typed.id = proposeId(row.typed.en || row.typed.ru || '', subject.idRule, used, reached);
    used.add(row.typed.id);
  }
  const all = [...rows, ...read.map(({ row }) => row)];
  refer(read, 'parent', indexRows(all));
  refer(read, 'place', indexRows(places));
  return read;
}

function readLine(text: string, subject: Subject, used: Set<string>): Pick<PastedLine, 'row' | 'problems'> {
  const { columns, checks, idRule, blank } = subject;
  const fields = text.split(text.includes('\t') ? '\t' : ';').map((field) => field.trim());
  const isNameAlone = fields.length === 1 && columns[0] === 'id';
  const said = isNameAlone
    ? { en: fields[0] ?? '' }
    : Object.fromEntries(columns.map((column, at) => [column, fields[at] ?? '']));
  const row = newRow({ ...blank, ...said });
  const { typed } = row;
  const isRight = (field: string) => !typed[field] || (checks[field]?.(typed[field]) ?? true);
  const problems: [LineProblem, boolean][] = [
    [subject.idProblem ?? 'id', isRight('id')],
    ...(['zone', 'url', 'lat', 'lon', 'population', 'hidden'] as const).map(
      (field): [LineProblem, boolean] => [field, isRight(field)],
    ),
    ['name', Boolean(typed.en || typed.ru)],
    ['both', !typed.lat === !typed.lon],
    ['fields', fields.length <= columns.length],
    ['twice', !(idRule && row.hasOwnId && used.has(typed.id ?? ''))],
  ];
  if (row.hasOwnId) used.add(typed.id ?? '');
  return { row, problems: problems.filter(([, holds]) => !holds).map(([problem]) => problem) };
}

/** What names a row becomes a reference to it, which outlives a new name. */
function refer(
  lines: readonly PastedLine[],
  field: 'parent' | 'place',
  find: ReturnType<typeof indexRows>,
): void {
  for (const { row, problems } of lines) {
    const said = row.typed[field];
    if (!said) continue;
    const meant = find(said);
    if (meant) row.typed[field] = `@${meant.key}`;
    else problems.push(field);
  }
}
