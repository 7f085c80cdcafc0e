/**
 * Sources as they are typed and pasted in one field: `hotline; caller https://example.org/1`, parted by semicolons or
 * lines, and by each address. Signs that stand around an address in a text (brackets, quotes, a full stop) are not of it;
 * brackets that it opens itself are. Between `<` and `>` it is taken as it stands.
 */
import type { Source } from '../entry.ts';
import { LIMITS } from '../limits.ts';
import { trimUnseen } from './marks.ts';

/** A semicolon may be part of an address, so only one that is followed by a space or by nothing parts two sources. */
const PARTING = /;\s+|;$|[\n\r]+/;
const ADDRESS = /<(https?:\/\/[^\s<>]+)>|https?:\/\/\S+|(?<![\p{L}\p{N}@./_-])(?:www\.|t\.me\/)\S+/giu;
/** An address right behind another one: a comma can be of an address, a second scheme behind it hardly. */
const NEXT = /[,;|](?=https?:\/\/)/i;
const CLOSING: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };
const AROUND = /^[.,;:!?…'"»”“’>›*|]$/;
/** What ties words to the address behind or before them. */
const BEHIND_WORDS = /[\s([{<«„“"',:;|–—-]+$/;
const BEFORE_WORDS = /^[\s)\]}>»”“"'.,:;|–—-]+/;
/** Longer than all that a field may say: it is refused as it stands, and not taken apart first. */
const MOST = LIMITS.sources * LIMITS.sourceCodePoints * 4;

export function readSources(typed: string): Source[] {
  if (typed.length > MOST) return [{ title: typed }];
  return typed
    .split(PARTING)
    .map(trimUnseen)
    .filter((part) => part !== '')
    .flatMap(readPart);
}

/** What `readSources` reads back as the same. */
export function writeSources(sources: readonly Source[]): string {
  return sources
    .map(({ title, url }) => [title, url && writeAddress(url)].filter((part) => part !== undefined).join(' '))
    .join('; ');
}

function writeAddress(url: string): string {
  const [read, ...more] = readSources(url);
  return read?.url === url && more.length === 0 ? url : `<${url}>`;
}

/** A part of the field: words, addresses, and which words belong to which. */
function readPart(part: string): Source[] {
  const found = [...part.matchAll(ADDRESS)].flatMap((match) => addressesOf(match));
  const [first] = found;
  if (!first) return [{ title: tidy(part) }];
  // `BBC https://… CNN https://…`, or `https://… BBC https://… CNN`: as the first one has it.
  const isBefore = found.length === 1 || wordsIn(part.slice(0, first.from)) !== '';
  return found.map(({ url, from, to }, at) => {
    const before = wordsIn(part.slice(found[at - 1]?.to ?? 0, from));
    const after = wordsIn(part.slice(to, found[at + 1]?.from));
    const isLast = at === found.length - 1;
    const said = isBefore ? [before, ...(isLast ? [after] : [])] : [after];
    const title = said.filter((words) => words !== '').join(' ');
    return { url, ...(title !== '' && { title }) };
  });
}

interface Found {
  url: string;
  from: number;
  to: number;
}

function addressesOf({ 0: text, 1: exact, index: from }: RegExpMatchArray & { index: number }): Found[] {
  if (exact !== undefined) return [{ url: exact, from, to: from + text.length }];
  let at = from;
  return text.split(NEXT).map((piece) => {
    const found = { url: complete(trimAddress(piece)), from: at, to: at + piece.length };
    at += piece.length + 1;
    return found;
  });
}

/** Without the signs behind it that are not its own. */
function trimAddress(text: string): string {
  const seen = trimUnseen(text);
  const open = new Map<string, number>();
  for (const char of seen) open.set(char, (open.get(char) ?? 0) + 1);
  let to = seen.length;
  for (; to > 0; to--) {
    const last = seen.charAt(to - 1);
    const opening = CLOSING[last];
    const isStray = opening !== undefined && (open.get(last) ?? 0) > (open.get(opening) ?? 0);
    if (!(isStray || AROUND.test(last))) break;
    open.set(last, (open.get(last) ?? 0) - 1);
  }
  return trimUnseen(seen.slice(0, to));
}

function complete(address: string): string {
  return /^https?:\/\//i.test(address) ? address : `https://${address}`;
}

function wordsIn(text: string): string {
  const words = tidy(text).replace(BEHIND_WORDS, '').replace(BEFORE_WORDS, '');
  return words.startsWith('[') && words.endsWith(']') ? words.slice(1, -1).trim() : words;
}

function tidy(text: string): string {
  return trimUnseen(text.replace(/\s+/g, ' '));
}
