/** Ids as four 32-bit words: 16 bytes of a column, where the string takes 64 of the heap. */

const WORDS = 4;
/** Where the hexadecimal digits of each 16 bits stand in a UUID: 8-4-4-4-12, between dashes. */
const QUADS = [0, 4, 9, 14, 19, 24, 28, 32] as const;
const DASHES = [8, 13, 18, 23] as const;

/** Writes a UUID into `words` as number `index`; false where it is not a UUID in lower case, and must be kept as it is. */
export function packId(id: string, words: Uint32Array, index: number): boolean {
  if (id.length !== 36 || DASHES.some((dash) => id.charCodeAt(dash) !== 45)) return false;
  let wellFormed = 0;
  for (let word = 0; word < WORDS; word++) {
    const upper = readQuad(id, QUADS[2 * word] ?? 0);
    const lower = readQuad(id, QUADS[2 * word + 1] ?? 0);
    wellFormed |= upper | lower;
    words[index * WORDS + word] = ((upper << 16) | lower) >>> 0;
  }
  return wellFormed >= 0;
}

/** The UUID that `packId` wrote as number `index`. */
export function unpackId(words: Uint32Array, index: number): string {
  let hex = '';
  for (let word = 0; word < WORDS; word++) {
    hex += (words[index * WORDS + word] ?? 0).toString(16).padStart(8, '0');
  }
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** Four digits as a number; negative where one of them is not a digit. */
function readQuad(id: string, start: number): number {
  let quad = 0;
  let negative = 0;
  for (let at = start; at < start + 4; at++) {
    const digit = readDigit(id.charCodeAt(at));
    negative |= digit;
    quad = (quad << 4) | digit;
  }
  return negative < 0 ? -1 : quad;
}

function readDigit(code: number): number {
  if (code >= 48 && code <= 57) return code - 48;
  return code >= 97 && code <= 102 ? code - 87 : -1;
}
