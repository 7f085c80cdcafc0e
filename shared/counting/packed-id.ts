/** Packs UUIDs into four 32-bit words: 16 bytes in a column, where the string takes 64 on the heap. */

const WORDS = 4;
/** Where the hexadecimal digits of each 16 bits stand in a UUID: 8-4-4-4-12, between dashes. */
const QUADS = [0, 4, 9, 14, 19, 24, 28, 32] as const;
const DASHES = [8, 13, 18, 23] as const;
/** The value of each ASCII character as a hexadecimal digit, or -1. Comparing characters instead takes twice as long. */
const DIGITS = Int8Array.from({ length: 128 }, (_, code) =>
  '0123456789abcdef'.indexOf(String.fromCharCode(code)),
);

/** Writes a UUID into `words` as number `index`; false if it is not a UUID in lower case, and must be kept as a string. */
export function packId(id: string, words: Uint32Array, index: number): boolean {
  if (id.length !== 36 || DASHES.some((dash) => id.charCodeAt(dash) !== 45)) return false;
  let wellFormed = 0;
  for (let word = 0; word < WORDS; word++) {
    const upper = readQuad(id, QUADS[2 * word] ?? 0);
    const lower = readQuad(id, QUADS[2 * word + 1] ?? 0);
    wellFormed |= upper | lower;
    words[index * WORDS + word] = (upper << 16) | lower;
  }
  return wellFormed >= 0;
}

/** The UUID that `packId` wrote as number `index`. */
export function unpackId(words: Uint32Array, index: number): string {
  let hex = '';
  for (let word = 0; word < WORDS; word++) {
    hex += (words[index * WORDS + word] ?? 0).toString(16).padStart(8, '0');
  }
  return uuidFromHex(hex);
}

/** @param hex 32 hexadecimal digits */
export function uuidFromHex(hex: string): string {
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** Reads four digits; negative if one of them is no digit, since -1 keeps its sign through every shift. */
function readQuad(id: string, at: number): number {
  return (
    (readDigit(id, at) << 12) |
    (readDigit(id, at + 1) << 8) |
    (readDigit(id, at + 2) << 4) |
    readDigit(id, at + 3)
  );
}

function readDigit(id: string, at: number): number {
  return DIGITS[id.charCodeAt(at)] ?? -1;
}
