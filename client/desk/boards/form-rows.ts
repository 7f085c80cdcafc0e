/** The lists of a board as rows of its form: kinds, claimants, places, names of zones, contacts. Everything is a text as typed. */

export const ROW_LISTS = ['kinds', 'claimants', 'places', 'zones', 'contacts'] as const;
export type RowList = (typeof ROW_LISTS)[number];

export interface Row {
  /** Of a row that the board has: its id, or `=` and what it says where such rows have no ids. Of a new one `+` and a number. */
  readonly key: string;
  /** By field. A reference to another row is `@` and its key: it holds while that row is renamed. */
  typed: Record<string, string>;
  /** What the board says, and how that was typed: a row nobody touched is sent as it came. */
  readonly source?: { item: unknown; typed: Readonly<Record<string, string>> };
  isRemoved: boolean;
  /** Its id was typed, and follows its name no longer. */
  hasOwnId: boolean;
}

export type Lists = Readonly<Record<RowList, readonly Row[]>>;

let made = 0;

/** A row that the board does not have yet. */
export function newRow(typed: Record<string, string>): Row {
  return { key: `+${++made}`, typed, isRemoved: false, hasOwnId: (typed.id ?? '') !== '' };
}

/** A row of the board as it is. */
export function knownRow(key: string, item: unknown, typed: Record<string, string>): Row {
  return { key, typed: { ...typed }, source: { item, typed }, isRemoved: false, hasOwnId: true };
}

/** Whether nothing is typed in it. Its id may be there, which follows its name. */
export function isBlank({ typed, hasOwnId, source }: Row): boolean {
  if (source) return false;
  return Object.entries(typed).every(([field, text]) => text.trim() === '' || (field === 'id' && !hasOwnId));
}

/** The rows that become the board's list, in its order. */
export function saidRows(rows: readonly Row[]): Row[] {
  return rows.filter((row) => !(row.isRemoved || isBlank(row)));
}

export function isUntouched({ typed, source }: Row): boolean {
  return source !== undefined && Object.keys(typed).every((field) => typed[field] === source.typed[field]);
}

/** The id that a row says; empty where it says none. */
export function idOfRow({ typed }: Pick<Row, 'typed'>): string {
  return typed.id?.trim() ?? '';
}

/** What a row is called: by either of its names, else by its id. */
export function nameOfRow(row: Row, lang: 'en' | 'ru'): string {
  const { typed } = row;
  const [first, second] = lang === 'en' ? [typed.en, typed.ru] : [typed.ru, typed.en];
  return first?.trim() || second?.trim() || idOfRow(row);
}

/** Finds the row that a text refers to: by reference, by id, or by a name that one row alone has. */
export type FindRow = (text: string) => Row | undefined;

export function indexRows(rows: readonly Row[]): FindRow {
  const byKey = new Map(rows.map((row) => [row.key, row]));
  const standing = rows.filter(({ isRemoved }) => !isRemoved);
  const byId = new Map(standing.map((row) => [idOfRow(row), row]));
  const byName = new Map<string, Row | 'several'>();
  for (const row of standing) {
    for (const name of new Set([row.typed.en, row.typed.ru].map(simplify))) {
      byName.set(name, byName.has(name) ? 'several' : row);
    }
  }
  return (text) => {
    if (text.startsWith('@')) return byKey.get(text.slice(1));
    if (text.trim() === '') return undefined;
    const named = byName.get(simplify(text));
    return byId.get(text.trim()) ?? (named === 'several' ? undefined : named);
  };
}

export function simplify(text: string | undefined): string {
  return (text ?? '').trim().toLowerCase();
}

/** The id that a text refers to; the text itself where it refers to no row, for the server to judge. */
export function idOfReference(text: string, find: FindRow): string {
  const row = find(text);
  return row ? idOfRow(row) : text.replace(/^@/, '').trim();
}
