/**
 * The law of addresses: which may become a link, and how a link's host is named. Both sides read it here; a stored
 * address that it refuses is shown as text, whatever its age. (Apart from text.ts, of which the page's first script needs a part.)
 */
import { SOURCE_CODE_POINTS } from './limits.ts';

/** Browsers and Node have it; the types of this folder know neither. */
declare const URL: new (address: string) => { host: string };

/** What sources and claimants may point to. */
export const WEB = ['http', 'https'] as const;
/** What a contact may. */
export const CONTACT = ['http', 'https', 'tel', 'mailto'] as const;
export type Scheme = (typeof CONTACT)[number];

export interface AddressFault {
  /**
   * `character`: a space, a backslash (browsers read it as "/"), one that cannot be seen, or a heap of marks; `credentials`: what stands before
   * an "@" poses as the host; `host`: there is none, or nothing that could be one.
   */
  what: 'too-long' | 'scheme' | 'character' | 'credentials' | 'host';
  /** Where it begins, in code points from 0, and the character that stands there. */
  index: number;
  character: string;
}

const HIDDEN =
  /[\s\\\p{Cc}\p{Cf}\p{Cs}\p{Noncharacter_Code_Point}\p{Default_Ignorable_Code_Point}\u2800]|\p{M}{9}/u;
const AUTHORITY = /^https?:\/\/([^/?#]*)/i;
const FORMS: Readonly<Record<'tel' | 'mailto', RegExp>> = {
  tel: /^tel:\+?[\d().-]*\d[\d().-]*(;[a-z\d=+.-]+)*$/i,
  mailto: /^mailto:[^@?#/:]+@[^@?#/:]+(\?\S*)?$/i,
};

/** What keeps this from being an address of one of these schemes. The length is looked at before anything else. */
export function findAddressFault(address: string, schemes: readonly Scheme[]): AddressFault | undefined {
  if (isTooLong(address)) return { what: 'too-long', index: SOURCE_CODE_POINTS, character: '' };
  const hidden = address.search(HIDDEN);
  if (hidden >= 0) return faultAt('character', address, hidden);
  const scheme = schemes.find((taken) => address.slice(0, taken.length + 1).toLowerCase() === `${taken}:`);
  if (!scheme) return faultAt('scheme', address, 0);
  if (scheme === 'tel' || scheme === 'mailto')
    return FORMS[scheme].test(address) ? undefined : faultAt('host', address, scheme.length + 1);
  return findHostFault(address, scheme.length + '://'.length);
}

/** The address where it may be a link. */
export function linkTo(address: string | undefined, schemes: readonly Scheme[]): string | undefined {
  return address !== undefined && !findAddressFault(address, schemes) ? address : undefined;
}

/**
 * The host as a link names it, without "www.". Letters of one script stay as they are written; where Latin ones are mixed with
 * others ("bbс.example" with a Cyrillic "с") or other signs stand in it, it is written in ASCII as the browser asks for it.
 */
export function hostOf(address: string): string | undefined {
  const written = AUTHORITY.exec(address)?.[1];
  const asked = readUrl(address)?.host;
  if (written === undefined || asked === undefined) return undefined;
  return (isPlain(written) ? written.toLowerCase() : asked).replace(/^www\./, '');
}

/** In code points of the form that is kept; what is longer in units than that can be is not put into it. */
function isTooLong(address: string): boolean {
  const max = SOURCE_CODE_POINTS;
  return address.length > 2 * max || [...address.normalize('NFC')].length > max;
}

function findHostFault(address: string, from: number): AddressFault | undefined {
  const authority = AUTHORITY.exec(address)?.[1] ?? '';
  if (authority.includes('@')) return faultAt('credentials', address, from);
  // A host may be written in percents, which nobody can read.
  const isHost = authority !== '' && !authority.includes('%') && readUrl(address) !== undefined;
  return isHost ? undefined : faultAt('host', address, from);
}

function isPlain(host: string): boolean {
  if (!/^[\p{L}\p{M}\p{N}.:[\]-]+$/u.test(host)) return false;
  return !(/\p{Script=Latin}/u.test(host) && /[\p{Script=Cyrillic}\p{Script=Greek}]/u.test(host));
}

function readUrl(address: string): { host: string } | undefined {
  try {
    return new URL(address);
  } catch {
    return undefined;
  }
}

function faultAt(what: AddressFault['what'], address: string, at: number): AddressFault {
  const character = String.fromCodePoint(address.codePointAt(at) ?? 0);
  return { what, index: [...address.slice(0, at)].length, character };
}
