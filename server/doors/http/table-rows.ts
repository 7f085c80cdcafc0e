/** Entries as rows of comma-separated values (RFC 4180), as they hold now. */
import type { Board } from '#shared/board.ts';
import { expandCount } from '#shared/posted-count.ts';
import { writeSources } from '#shared/reading/sources.ts';
import type { FeedRow } from '#shared/snapshot.ts';

/** Each column, and what stands in it. */
const COLUMNS: Readonly<
  Record<string, (row: FeedRow, nature: Board['nature']) => string | number | undefined>
> = {
  nature: (_, nature) => nature,
  id: ({ id }) => id,
  seq: ({ seq }) => seq,
  at: ({ at }) => at,
  kind: ({ kind }) => kind,
  place: ({ place }) => place,
  op: ({ op }) => op,
  low: (row) => countOf(row)?.low ?? countOf(row)?.best,
  best: (row) => countOf(row)?.best,
  // Where there is no upper bound none is written.
  high: (row) => (countOf(row)?.atLeast ? undefined : (countOf(row)?.high ?? countOf(row)?.best)),
  words: (row) => countOf(row)?.words,
  at_least: (row) => sayTrue(countOf(row)?.atLeast),
  // A date alone is no clock time.
  as_of: ({ asOf, day }) => day ?? asOf,
  claimant: ({ claimant }) => claimant,
  status: ({ status }) => status,
  text: ({ text }) => text,
  sources: ({ sources }) => sources && writeSources(sources),
  version: ({ version }) => version,
  corrected: ({ corrected }) => sayTrue(corrected),
  retracted: ({ retracted }) => sayTrue(retracted),
  reason: ({ corrected, retracted }) => retracted?.reason ?? corrected?.reason,
};
const columns = Object.values(COLUMNS);

export const TABLE_HEAD = writeRow(Object.keys(COLUMNS));

export function writeTableRow(row: FeedRow, nature: Board['nature']): string {
  return writeRow(columns.map((read) => writeCell(read(row, nature))));
}

function writeRow(cells: readonly string[]): string {
  return `${cells.join(',')}\r\n`;
}

function countOf({ count }: FeedRow) {
  return count === undefined ? undefined : expandCount(count);
}

function sayTrue(value: unknown): 'true' | undefined {
  return value === undefined ? undefined : 'true';
}

/**
 * What a spreadsheet would take for a formula: with an apostrophe before it, it is text. One that says this itself gets
 * another one, so that whoever takes one off has what was said.
 */
const FORMULA = /^'*[=+\-@\t\r]/;
const QUOTED = /[",\r\n]/;

function writeCell(value: string | number | undefined): string {
  if (value === undefined) return '';
  if (typeof value === 'number') return String(value);
  const text = FORMULA.test(value) ? `'${value}` : value;
  return QUOTED.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
