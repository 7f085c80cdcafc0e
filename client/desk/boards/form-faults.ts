/**
 * What the server refused, at the fields of the form. The server speaks of a row by its number in the list that was sent; the form's rows
 * move, so what is said is kept by their keys: `#/places/12/lat` becomes `places/kazan/lat`.
 */
import type { Problem } from '#shared/answers.ts';
import type { BoardFormWords } from '../../words/board-form-words.ts';
import type { Row, RowList } from './form-rows.ts';
import { idOfRow, ROW_LISTS } from './form-rows.ts';
import { UPDATE } from './typed-kinds.ts';

export type Takes = keyof BoardFormWords['takes'];

export interface FormFaults {
  /** By the path of a field, of a row or of a list: what it takes. */
  at: ReadonlyMap<string, Takes>;
  /** Something is wrong with no field that is shown. */
  isElsewhere: boolean;
}

/** The rows as they were sent. */
export type Sent = Readonly<Record<RowList, readonly Row[]>>;
type Fault = [path: string, takes: Takes];

const ALONE: Readonly<Record<string, Takes>> = {
  ...{ slug: 'slug', zone: 'zone', state: 'choice', nature: 'choice', confirming: 'choice' },
  ...{ kinds: 'kinds', claimants: 'claimants', places: 'places', zones: 'zones', contacts: 'contacts' },
};
const PARTS: Readonly<Record<string, Readonly<Record<string, Fault>>>> = {
  title: { '': ['titleEn', 'title'], en: ['titleEn', 'title'], ru: ['titleRu', 'title'] },
  summary: { '': ['summaryEn', 'summary'], en: ['summaryEn', 'summary'], ru: ['summaryRu', 'summary'] },
  start: { '': ['startDate', 'start'], date: ['startDate', 'start'], time: ['startTime', 'start'] },
};
/** The fields of a kind's row that the board says kind by kind. */
const BY_KIND: Readonly<Record<string, [field: string, takes: Takes]>> = {
  goals: ['goal', 'goal'],
  policy: ['policy', 'policy'],
  big: ['big', 'choice'],
  cadence: ['every', 'cadence'],
};
/** By list and field. A name may be refused in one of its languages. */
const OF_ROW: Readonly<Record<RowList, Readonly<Record<string, Takes>>>> = {
  kinds: { id: 'kindId', name: 'name' },
  claimants: { id: 'claimantId', name: 'name', url: 'web' },
  places: {
    ...{ id: 'placeId', name: 'name', parent: 'parent', zone: 'zone', lat: 'lat', lon: 'lon' },
    ...{ population: 'population', aliases: 'aliases' },
  },
  zones: { zone: 'zoneOnce', name: 'name' },
  contacts: { name: 'name', phone: 'phone', url: 'contactUrl', place: 'place' },
};
const IN_USE: Readonly<Record<string, [list: RowList, takes: Takes]>> = {
  'kind-in-use': ['kinds', 'kindInUse'],
  'place-in-use': ['places', 'placeInUse'],
};

export function readFaults(problem: Problem, sent: Sent): FormFaults {
  const code = problem.type.split('/').at(-1) ?? '';
  if (code === 'board-exists') return { at: new Map([['slug', 'slugUsed']]), isElsewhere: false };
  const inUse = IN_USE[code];
  if (inUse && problem.inUse) {
    const [list, takes] = inUse;
    return { at: new Map(problem.inUse.map((id): Fault => [`${list}/${id}`, takes])), isElsewhere: false };
  }
  const said = (problem.errors ?? []).map(({ pointer }) => locate(readPointer(pointer), sent));
  const at = new Map(said.filter((fault) => fault !== undefined));
  return { at, isElsewhere: said.length === 0 || said.includes(undefined) };
}

function locate([field = '', second = '', third = '', fourth = '']: string[], sent: Sent): Fault | undefined {
  const parts = PARTS[field];
  if (parts) return parts[second] ?? parts[''];
  const byKind = BY_KIND[field];
  if (byKind) return locateKind(second, byKind, sent);
  const list = ROW_LISTS.find((name) => name === field);
  const row = list && sent[list][Number(second || Number.NaN)];
  if (row) return locateInRow([list, row.key], third, fourth);
  const takes = second === '' ? ALONE[field] : undefined;
  return takes && [field, takes];
}

function locateKind(kind: string, [field, takes]: [string, Takes], sent: Sent): Fault | undefined {
  const row = sent.kinds.find((each) => idOfRow(each) === kind);
  if (row) return [`kinds/${row.key}/${field}`, takes];
  return kind === UPDATE ? ['updateEvery', takes] : undefined;
}

function locateInRow([list, key]: [RowList, string], field: string, part: string): Fault | undefined {
  const takes = OF_ROW[list][field];
  const shown = field === 'name' ? part || 'en' : field;
  return takes && [`${list}/${key}/${shown}`, takes];
}

function readPointer(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((step) => decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~'));
}
