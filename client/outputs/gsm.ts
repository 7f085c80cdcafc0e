/** The alphabet of short messages (3GPP TS 23.038): 160 of its septets are one message, or 70 units of UTF-16. */

const ONE_SEPTET = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
/** Each stands behind an escape. */
const TWO_SEPTETS = new Set('^{}\\[~]|€');

/** What our own numbers and sentences are written with, as the alphabet has it. */
const INSTEAD: Readonly<Record<string, string>> = {
  '–': '-',
  '\u2212': '-',
  '’': "'",
  '“': '"',
  '”': '"',
  '…': '...',
  '\u00a0': ' ',
  '\u202f': ' ',
};

/** The septets of a text; undefined where a letter of it is not in the alphabet. */
export function countSeptets(text: string): number | undefined {
  let count = 0;
  for (const sign of text) {
    if (ONE_SEPTET.has(sign)) count += 1;
    else if (TWO_SEPTETS.has(sign)) count += 2;
    else return undefined;
  }
  return count;
}

/** A sentence of ours in the alphabet. */
export function writeInAlphabet(text: string): string {
  return text.replace(/[–\u2212’“”…\u00a0\u202f]/g, (sign) => INSTEAD[sign] ?? sign);
}
