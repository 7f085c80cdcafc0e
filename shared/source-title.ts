/** Whether a source's title poses: it reads as an address, and the link beneath it leads to another one. */
import { hostOf } from './address.ts';

/** Whether or not its slashes are there. */
const SCHEME = /^(?:https?:\/{0,2}|\/\/)/i;
/** Without a scheme: `www.a.example`, `t.me/x/5`, `a.example`. "St.Petersburg" is none. */
const BARE = /^(?:[\p{L}\p{N}_-]+\.)+(?:\p{Ll}{2,}|\p{Lu}{2,})(?::\d+)?(?:[/?#].*)?$/u;
/** The same in any case, where the ending is a domain's and no word's: "Bank.Org". */
const KNOWN = /^(?:[\p{L}\p{N}_-]+\.)+(?:com|edu|gov|info|net|org|ru|ua|рф)(?::\d+)?(?:[/?#].*)?$/iu;
/** Four numbers alone are a version. */
const NUMBERS = /^\d{1,3}(?:\.\d{1,3}){3}[:/]/;
/** Endings of files, none of which is a domain's: "report.pdf" names a document. */
const FILE =
  /^[^/]*\.(?:pdf|docx?|odt|rtf|txt|xlsx?|ods|csv|pptx?|jpe?g|png|gif|webp|mp[34]|html?|json|xml|js)$/i;

/** @param title and `url` are lawful: their length was looked at. */
export function posesAsAddress(title: string, url: string): boolean {
  const read = readTitle(title);
  if (/\s/.test(read) || !isAddress(read)) return false;
  const shown = `https://${read.replace(SCHEME, '')}`;
  const [host, rest] = [hostOf(shown) ?? '', restOf(shown)];
  if (rest === '') return !`.${hostOf(url)}`.endsWith(`.${host}`);
  return host !== hostOf(url) || isElsewhere(rest, restOf(url));
}

const CLOSING = /[\s\p{Pi}\p{Pf}\p{Pe}"'>.,;:!?]/u;

function isAddress(read: string): boolean {
  if (SCHEME.test(read) || NUMBERS.test(read)) return true;
  return (BARE.test(read) || KNOWN.test(read)) && !FILE.test(read);
}

/** As eyes take it: without what is invisible, wide signs as plain ones, out of its quotation marks and brackets. */
function readTitle(title: string): string {
  const seen = title.replace(/[\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]/gu, '').normalize('NFKC');
  const read = seen.replace(/[\u3002\uFF61]/g, '.').replace(/^[\s\p{Pi}\p{Pf}\p{Ps}"'<]+/u, '');
  let end = read.length;
  // A pattern that ends with the text would be tried from each of a thousand dots.
  while (end > 0 && CLOSING.test(read.charAt(end - 1))) end--;
  // Three dots say that the address goes on.
  return read.slice(0, end) + (read.startsWith('...', end) ? '...' : '');
}

/** "…" at the end leaves the rest out. */
function isElsewhere(shown: string, rest: string): boolean {
  const begun = shown.replace(/(?:…|\.\.\.)$/, '');
  return shown !== rest && (begun === shown || !rest.startsWith(begun));
}

/** What follows the host, without a slash at its end. */
function restOf(address: string): string {
  return address.replace(/^https?:\/\/[^/?#]*/i, '').replace(/\/$/, '');
}
