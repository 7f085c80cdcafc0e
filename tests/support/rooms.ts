/** The rooms of the code, as the tables in ARCHITECTURE.md name them, and what the files in them import. */
import { listFiles, listImports, readText } from './repository.ts';

export interface Allowance {
  folder: string;
  typesOnly: boolean;
}

export const code = listFiles(/^(shared|server|client)\/.*\.(ts|vue)$/);
export const imports = code.flatMap(listImports);
export const architecture = readText('ARCHITECTURE.md');
export const table = new Map(
  readTable('folder').map(([folder, list]) => [readName(folder), readAllowances(list)]),
);

/** The row of the table to which a file belongs: the longest that its path begins with. */
export function findRow(file: string): string | undefined {
  const rows = [...table.keys()].filter((folder) => isWithin(file, folder));
  return rows.sort((a, b) => b.length - a.length)[0];
}

export function isWithin(file: string, folder: string): boolean {
  return file === folder || file.startsWith(`${folder}/`);
}

/** The rows of the table in ARCHITECTURE.md whose first column has this heading. */
export function readTable(heading: string): [string, string][] {
  const [, body = ''] = architecture.split(new RegExp(`^\\| ${heading} \\|.*\\n\\|[-|]+\\|\\n`, 'm'));
  const rows = body.slice(0, body.search(/^(?!\|)/m)).matchAll(/^\| (.+?) \|(.*)\|$/gm);
  return [...rows].map(([, first = '', second = '']) => [first, second]);
}

export function readName(cell: string): string {
  return cell.replace(/[`\s]/g, '');
}

function readAllowances(cell: string): Allowance[] {
  const found = cell.matchAll(/`([^`]+)`( \(types\))?/g);
  return [...found].map(([, folder = '', types]) => ({ folder, typesOnly: types !== undefined }));
}
