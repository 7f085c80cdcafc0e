/** Cuts texts and names where an output has little room. A number in one is left whole, or left out. */

/** Bytes of a text in UTF-8, as it stands in HTML. */
function bytesInHtml(text: string): number {
  let bytes = 0;
  for (const sign of text) bytes += ESCAPED[sign]?.length ?? bytesOf(sign.codePointAt(0) ?? 0);
  return bytes;
}

/** As a text stands in HTML and in XML. */
export function quote(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => ESCAPED[sign] ?? sign);
}

const ESCAPED: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function bytesOf(code: number): number {
  if (code < 0x80) return 1;
  if (code < 0x800) return 2;
  return code < 0x10000 ? 3 : 4;
}

export interface Measure {
  /** The length of a text, which grows with it. */
  of(text: string): number;
  /** What says that something was left out. */
  ellipsis: string;
}

export const HTML_BYTES: Measure = { of: bytesInHtml, ellipsis: '…' };
export const UNITS: Measure = { of: (text) => text.length, ellipsis: '…' };

/** The text where it is no longer than `most`; else as much of its beginning as fits with the ellipsis. */
export function cut(text: string, most: number, measure: Measure): string {
  if (measure.of(text) <= most) return text;
  const room = most - measure.of(measure.ellipsis);
  let kept = '';
  let length = 0;
  for (const sign of text) {
    length += measure.of(sign);
    if (length > room) break;
    kept += sign;
  }
  return leaveWhole(kept, text.slice(kept.length)).trimEnd() + measure.ellipsis;
}

/** `1,2` of `1,234` would be another number, and so would `20–` of `20–30`: it goes whole. */
function leaveWhole(kept: string, rest: string): string {
  const isWithin = /^[\s.,:–-]?\d/u.test(rest) && /\d[\s.,:–-]?$/u.test(kept);
  return isWithin ? kept.replace(/[+\u2212~≈]?\d(?:[\s.,:–-]?\d)*[\s.,:–-]?$/u, '') : kept;
}
