/** How much larger than usual the reader has text: the canvas, which no sheet reaches, is drawn larger by as much. */
const USUAL = 16;

export function readTextSize(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / USUAL || 1;
}
