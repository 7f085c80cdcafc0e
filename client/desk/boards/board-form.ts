/** A board as it is typed in the form of its settings, and the request that it becomes. */
import type { Board } from '#shared/board.ts';
import type { CountKind } from '#shared/kinds.ts';
import { countKindsOf } from '#shared/kinds.ts';
import type { Localized } from '#shared/text.ts';
import { nameOf, readPlaces, writePlaces } from './board-places.ts';

export interface BoardTyped {
  slug: string;
  titleEn: string;
  titleRu: string;
  summaryEn: string;
  summaryRu: string;
  zone: string;
  state: Board['state'];
  nature: Board['nature'];
  goals: Partial<Record<CountKind, string>>;
  startDate: string;
  startTime: string;
  policy: Partial<Record<CountKind, string>>;
  claimants: string;
  places: string;
}

export function typedOf(board: Board | undefined, zone: string): BoardTyped {
  const [titleEn, titleRu] = bothOf(board?.title);
  const [summaryEn, summaryRu] = bothOf(board?.summary);
  return {
    slug: board?.slug ?? '',
    titleEn,
    titleRu,
    summaryEn,
    summaryRu,
    zone: board?.zone ?? zone,
    state: board?.state ?? 'draft',
    nature: board?.nature ?? 'real',
    goals: eachKind(board, (kind) => String(board?.goals[kind] ?? '')),
    startDate: board?.start?.date ?? '',
    startTime: board?.start?.time ?? '',
    policy: eachKind(board, (kind) => board?.policy[kind]?.join(', ') ?? ''),
    claimants: (board?.claimants ?? []).map(writeClaimant).join('\n'),
    places: writePlaces(board?.places ?? []),
  };
}

/** The whole board, as far as the form says it; what it does not say is left out. */
export function boardOf(typed: BoardTyped, before?: Board): Record<string, unknown> {
  const summary = nameOf(typed.summaryEn.trim(), typed.summaryRu.trim());
  const hasStart = typed.startDate !== '' || typed.startTime !== '';
  return {
    slug: typed.slug.trim(),
    title: nameOf(typed.titleEn.trim(), typed.titleRu.trim()),
    ...(summary !== '' && { summary }),
    zone: typed.zone.trim(),
    state: typed.state,
    nature: typed.nature,
    goals: filled(typed.goals, (goal) => Number(goal.replace(/[\s\u00A0\u202F,]/g, ''))),
    ...(hasStart && { start: { date: typed.startDate, time: typed.startTime } }),
    policy: filled(typed.policy, (ids) => ids.split(/[\s,;]+/).filter((id) => id !== '')),
    claimants: readClaimants(typed.claimants),
    places: readPlaces(typed.places, before?.places).map(({ place }) => place),
  };
}

/** The fields that differ from the board as it is; null takes an optional one back. Empty where nothing differs. */
export function changeOf(typed: BoardTyped, before: Board): Record<string, unknown> {
  const { slug: _fixed, ...next } = boardOf(typed, before);
  const whole = { summary: null, start: null, ...next };
  const differs = ([field, value]: [string, unknown]) => {
    const known: unknown = before[field as keyof Board] ?? null;
    return canonical(value) !== canonical(known);
  };
  return Object.fromEntries(Object.entries(whole).filter(differs));
}

/** An address proposed for a title: Latin letters, digits and hyphens. */
export function proposeSlug(title: string): string {
  return [...title.toLowerCase()]
    .map((char) => LETTERS[char] ?? char)
    .join('')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 64)
    .replace(/-+$/, '');
}

// biome-ignore format: an alphabet reads best in rows
const LETTERS: Readonly<Record<string, string>> = {
  а: 'a', б: 'b', в: 'v', г: 'g', д: 'd', е: 'e', ё: 'e', ж: 'zh', з: 'z', и: 'i', й: 'y',
  к: 'k', л: 'l', м: 'm', н: 'n', о: 'o', п: 'p', р: 'r', с: 's', т: 't', у: 'u', ф: 'f',
  х: 'kh', ц: 'ts', ч: 'ch', ш: 'sh', щ: 'sch', ъ: '', ы: 'y', ь: '', э: 'e', ю: 'yu', я: 'ya',
};

function readClaimants(typed: string): { id: string; name: Localized; url?: string }[] {
  return typed
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [id = '', en = '', ru = '', url = ''] = line.split(/[;\t]/).map((field) => field.trim());
      return { id, name: nameOf(en, ru) || id, ...(url !== '' && { url }) };
    });
}

function writeClaimant({ id, name, url }: Board['claimants'][number]): string {
  return [id, ...bothOf(name), url ?? ''].join('; ').replace(/(; )+$/, '');
}

function bothOf(text: Localized | undefined): [en: string, ru: string] {
  return typeof text === 'object' ? [text.en, text.ru] : [text ?? '', ''];
}

function eachKind<Value>(
  board: Board | undefined,
  make: (kind: CountKind) => Value,
): Partial<Record<CountKind, Value>> {
  return Object.fromEntries(countKindsOf(board ?? {}).map((kind) => [kind, make(kind)]));
}

function filled<Value>(
  typed: Partial<Record<CountKind, string>>,
  read: (text: string) => Value,
): Record<string, Value> {
  const said = Object.entries(typed).flatMap(([kind, text]) =>
    text?.trim() ? [[kind, read(text.trim())]] : [],
  );
  return Object.fromEntries(said);
}

/** The same for objects whose keys were written in another order. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
