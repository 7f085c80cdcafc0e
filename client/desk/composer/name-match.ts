/**
 * Finding a place, or a claimant, by what was typed: in either script, by a word inside the name, and with the keyboard
 * on the wrong layout (`rfp` for `каз`, `лфяфт` for `kazan`).
 */
import type { Board, Place } from '#shared/board.ts';
import { DESK } from '#shared/desk-claimant.ts';
import { trimUnseen } from '#shared/reading/marks.ts';
import type { Lang, Localized } from '#shared/text.ts';
import { inLanguage } from '#shared/text.ts';

export interface NameMatch {
  /** Of places: `null` is the board itself. */
  id: string | null;
  name: string;
  /** The part of `name` that was typed, as [from, to); left out where something else than this name matched. */
  found?: readonly [from: number, to: number];
}

export interface PlaceChoices {
  places: readonly Place[];
  lang: Lang;
  /** What the board itself is called, the shown name first: it is offered among the places. */
  whole: readonly string[];
}

export interface ClaimantChoices {
  claimants: Board['claimants'];
  /** Ids that stand in the board's ledger or policy without being among its claimants. */
  others: readonly string[];
  lang: Lang;
  /** What this desk's own count is called. */
  own: string;
}

/** What was taken from the list. It holds only while the field shows the text that it was taken as. */
export interface Chosen {
  text: string;
  id: string | null;
}

/** The choices, prepared for being searched at each key: their names in a form in which they compare. */
export type NameIndex = readonly Candidate[];

interface Candidate {
  id: string | null;
  /** As it is shown. */
  name: string;
  /** Every name it may be found by, the shown one first. */
  simple: string[];
  /** Of two equal matches the larger comes first. */
  weight: number;
}

/** How well a name fits: smaller is better. */
type Fit = { rank: number; at: number };

const LATIN = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`";
const CYRILLIC = 'йцукенгшщзхъфывапролджэячсмитьбюё';
const SHOWN = 8;

export function indexPlaces({ places, lang, whole }: PlaceChoices): NameIndex {
  const listed = places
    .filter((place) => !place.hidden)
    .map((place) => ({
      id: place.id,
      names: [inLanguage(place.name, lang), ...otherNames(place.name), place.id],
      weight: place.population ?? 0,
    }));
  return [{ id: null, names: [...whole], weight: 0 }, ...listed].map(prepare);
}

export function indexClaimants({ claimants, others, lang, own }: ClaimantChoices): NameIndex {
  const named = claimants.map(({ id, name }) => ({
    id,
    names: [inLanguage(name, lang), ...otherNames(name), id],
    weight: 0,
  }));
  const ids = new Set(named.map(({ id }) => id));
  const desk = ids.has(DESK) ? [] : [{ id: DESK, names: [own, DESK], weight: 0 }];
  const unnamed = [...new Set(others)].filter((id) => id !== DESK && !ids.has(id));
  return [...desk, ...named, ...unnamed.map((id) => ({ id, names: [id], weight: 0 }))].map(prepare);
}

/** The id of the choice that a field's text names; undefined where it names none, or two. */
export function nameOfField(
  text: string,
  chosen: Chosen | undefined,
  index: NameIndex,
): string | null | undefined {
  return chosen?.text === text ? chosen.id : findNamed(text, index)?.id;
}

/** The choices that fit, best first, at most eight; the first of all where nothing is typed. */
export function matchNames(typed: string, index: NameIndex): NameMatch[] {
  const queries = readings(typed);
  if (queries.length === 0) return index.slice(0, SHOWN).map(({ id, name }) => ({ id, name }));
  return index
    .flatMap((candidate) => rate(candidate, queries))
    .sort((a, b) => a.rank - b.rank || b.weight - a.weight || a.match.name.localeCompare(b.match.name))
    .slice(0, SHOWN)
    .map(({ match }) => match);
}

/** The one choice whose whole name was typed, in either script or layout. */
export function findNamed(typed: string, index: NameIndex): NameMatch | undefined {
  const queries = readings(typed);
  const named = index.filter(({ simple }) => simple.some((name) => queries.includes(name)));
  const [only] = named;
  return only && named.length === 1 ? { id: only.id, name: only.name } : undefined;
}

function prepare({ names, ...candidate }: Pick<Candidate, 'id' | 'weight'> & { names: string[] }): Candidate {
  return { ...candidate, name: names[0] ?? '', simple: names.map(simplify) };
}

interface Rated {
  match: NameMatch;
  rank: number;
  weight: number;
}

function otherNames(name: Localized): string[] {
  return typeof name === 'string' ? [] : [name.en, name.ru];
}

/** What was typed, as it stands and as the other layout would have it; without duplicates and blanks. */
function readings(typed: string): string[] {
  const lower = trimUnseen(typed).toLowerCase();
  const all = [lower, relayout(lower, LATIN, CYRILLIC), relayout(lower, CYRILLIC, LATIN)].map(simplify);
  return [...new Set(all)].filter((query) => query !== '');
}

function relayout(text: string, from: string, to: string): string {
  return [...text].map((char) => to[from.indexOf(char)] ?? char).join('');
}

/** Lower case, without accents; hyphens, dots and apostrophes are spaces or nothing. Keeps the length of plain names. */
function simplify(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[-–—.,/]/g, ' ')
    .replace(/['’ʼ`]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}

function rate({ id, name, simple, weight }: Candidate, queries: readonly string[]): Rated[] {
  const fits = simple.flatMap((said, nameIndex) =>
    queries.flatMap((query, queryIndex) => {
      const fit = fitOf(said, query);
      if (!fit) return [];
      // How well it fits counts first (`ka`: Kazan before Petropavlovsk-Kamchatsky), then the typed letters before the other layout's.
      const rank = fit.rank * 100 + queryIndex * 10 + nameIndex;
      // Positions in a simple form of another length are not positions in the name.
      const isShown = nameIndex === 0 && said.length === name.length;
      return [
        {
          rank,
          weight,
          match: { id, name, ...(isShown && { found: [fit.at, fit.at + query.length] as const }) },
        },
      ];
    }),
  );
  return fits.sort((a, b) => a.rank - b.rank).slice(0, 1);
}

function fitOf(name: string, query: string): Fit | undefined {
  if (name === query) return { rank: 0, at: 0 };
  if (name.startsWith(query)) return { rank: 1, at: 0 };
  const word = name.indexOf(` ${query}`);
  if (word >= 0) return { rank: 2, at: word + 1 };
  const inside = query.length < 3 ? -1 : name.indexOf(query);
  return inside < 0 ? undefined : { rank: 3, at: inside };
}
