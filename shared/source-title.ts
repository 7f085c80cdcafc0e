/** Whether a source's title poses: it reads as an address, and the link beneath it leads to another one. */
import { hostOf } from './address.ts';

const SCHEME = /^(?:https?:)?\/\//i;
/** Without a scheme: `www.a.example`, `t.me/x/5`, `a.example`. "St.Petersburg" is none. */
const BARE = /^(?:[\p{L}\p{N}-]+\.)+(?:\p{Ll}{2,}|\p{Lu}{2,})(?::\d+)?(?:[/?#].*)?$/u;
/** Endings of files, none of which is a domain's: "report.pdf" names a document. */
const FILE = /\.(?:pdf|docx?|odt|rtf|txt|xlsx?|ods|csv|pptx?|jpe?g|png|gif|webp|mp[34]|html?|json|xml|js)$/i;

/** @param title and `url` are lawful: their length was looked at. */
export function posesAsAddress(title: string, url: string): boolean {
  const read = title.replace(/[\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]/gu, '').trim();
  const isAddress = SCHEME.test(read) || (BARE.test(read) && !FILE.test(read));
  if (!isAddress || /\s/.test(read)) return false;
  const shown = `https://${read.replace(SCHEME, '')}`;
  const [host, rest] = [hostOf(shown) ?? '', restOf(shown)];
  if (rest === '') return !`.${hostOf(url)}`.endsWith(`.${host}`);
  return host !== hostOf(url) || isElsewhere(rest, restOf(url));
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
