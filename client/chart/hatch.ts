/** Diagonal hatching: solid is sure, hatched is not. */

/**
 * Lines of one colour, 5 px apart, that join up where the tile repeats; `ratio` is the screen's pixels per CSS pixel. They
 * rise to the right, or with `isBack` to the left.
 */
export function hatch(colour: string, ratio: number, isBack = false): CanvasPattern | string {
  const period = 5;
  const tile = document.createElement('canvas');
  tile.width = tile.height = Math.round(period * ratio);
  const context = tile.getContext('2d');
  if (!context) return colour;
  const side = tile.width;
  context.strokeStyle = colour;
  context.lineWidth = 1.1 * ratio;
  context.beginPath();
  for (const shift of [-side, 0, side]) {
    const [from, to] = isBack ? [-1, side + 1] : [side + 1, -1];
    context.moveTo(shift - 1, from);
    context.lineTo(shift + side + 1, to);
  }
  context.stroke();
  const pattern = context.createPattern(tile, 'repeat');
  pattern?.setTransform(new DOMMatrix().scale(side === 0 ? 1 : period / side));
  return pattern ?? colour;
}
