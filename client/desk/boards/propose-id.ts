/** Ids made from names: of a board's address, a place, a claimant and a kind, each within its own rule. */
import type { IdForm } from '#shared/id-forms.ts';
import { CLAIMANT_ID, PLACE_ID, SLUG } from '#shared/id-forms.ts';
import { isKindId } from '#shared/kind-words.ts';

export interface IdRule {
  /** Characters of the longest id. */
  most: number;
  holds(id: string): boolean;
  /** What it is called where a name has no letter that could be written in Latin ones: `place-1`. */
  plain: string;
}

const ruleOf = ({ pattern, most }: IdForm, plain: string): IdRule => ({
  most,
  plain,
  holds: (id) => pattern.test(id),
});

export const SLUG_RULE = ruleOf(SLUG, 'board');
export const PLACE_RULE = ruleOf(PLACE_ID, 'place');
export const CLAIMANT_RULE = ruleOf(CLAIMANT_ID, 'claimant');
export const KIND_RULE: IdRule = { most: 40, plain: 'kind', holds: isKindId };

/** No name of the board's is longer; what is pasted may be. */
const LONGEST_NAME = 200;

/**
 * The id for a name; empty where there is no name. One that is there already gets `-2`, the next one `-3`, so that towns
 * of one name can be told apart.
 * @param reached the numbers that names have come to, handed on where ids are made one after another: of thousands with
 * one name each would be counted through all before it
 */
export function proposeId(
  name: string,
  rule: IdRule,
  used: ReadonlySet<string> = new Set(),
  reached = new Map<string, number>(),
): string {
  if (name.trim() === '') return '';
  const base = writeLatin(name);
  const firstFree = (key: string, write: (no: number) => string) => {
    let no = reached.get(key) ?? 1;
    while (used.has(write(no)) || !rule.holds(write(no))) no++;
    reached.set(key, no);
    return write(no);
  };
  // No other key ends in a hyphen.
  if (base === '') return firstFree(`${rule.plain}-`, (no) => `${rule.plain}-${no}`);
  // A kind's id begins with a letter: "15 M" becomes `kind-15-m`.
  const id = rule.holds(cut(base, rule.most)) || /^[a-z]/.test(base) ? base : `${rule.plain}-${base}`;
  const whole = cut(id, rule.most);
  return firstFree(whole, (no) => (no === 1 ? whole : numbered(id, no, rule.most)));
}

function numbered(id: string, no: number, most: number): string {
  return `${cut(id, most - `-${no}`.length)}-${no}`;
}

function cut(id: string, most: number): string {
  return id.slice(0, most).replace(/-+$/, '');
}

/** Lower-case Latin letters and digits, parted by hyphens. */
function writeLatin(name: string): string {
  // Composed first: "й" is one letter of the table, not an "и" with a mark.
  return [...name.slice(0, LONGEST_NAME).normalize('NFC').toLowerCase()]
    .map((char) => LETTERS[char] ?? char)
    .join('')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
}

/**
 * Cyrillic as addresses write it. German and Nordic letters as passports do (ICAO 9303: ä is ae, ö oe, ü ue, å aa, ß ss): it is what
 * people there write themselves where they have no such key, and it keeps Münster from becoming Munster, which is another town.
 * Any other accent is left out.
 */
// biome-ignore format: an alphabet reads best in rows
const LETTERS: Readonly<Record<string, string>> = {
  а: 'a', б: 'b', в: 'v', г: 'g', д: 'd', е: 'e', ё: 'e', ж: 'zh', з: 'z', и: 'i', й: 'y',
  к: 'k', л: 'l', м: 'm', н: 'n', о: 'o', п: 'p', р: 'r', с: 's', т: 't', у: 'u', ф: 'f',
  х: 'kh', ц: 'ts', ч: 'ch', ш: 'sh', щ: 'sch', ъ: '', ы: 'y', ь: '', э: 'e', ю: 'yu', я: 'ya',
  і: 'i', ї: 'yi', є: 'ye', ґ: 'g', ў: 'u', ј: 'j', љ: 'lj', њ: 'nj', ђ: 'dj', ћ: 'c', џ: 'dz',
  ә: 'a', ғ: 'g', қ: 'k', ң: 'n', ө: 'o', ұ: 'u', ү: 'u', һ: 'h', җ: 'zh',
  ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss', å: 'aa', æ: 'ae', ø: 'oe', œ: 'oe', þ: 'th', ð: 'd', đ: 'd', ł: 'l', ı: 'i',
  // An apostrophe stands within a word: "L'Aquila" and "Coeur d’Alene" are no words of one letter.
  "'": '', '’': '', ʼ: '',
};
