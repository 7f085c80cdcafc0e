/** How far the shapes of an svg reach, read from its markup. */
export interface Extent {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

export interface DrawnSvg {
  attributes: string;
  body: string;
}

export function listSvgs(html: string, name: string): DrawnSvg[] {
  return [...html.matchAll(/<svg([^>]*)>(.*?)<\/svg>/gs)]
    .map(([, attributes = '', body = '']) => ({ attributes, body }))
    .filter(({ attributes }) => new RegExp(`class="[^"]*\\b${name}\\b`).test(attributes));
}

/** Everything that its paths, circles and rectangles reach, strokes aside. */
export function measureSvg({ body }: DrawnSvg): Extent {
  const spots: [number, number][] = [];
  for (const [, path = ''] of body.matchAll(/<path[^>]* d="([^"]*)"/g)) spots.push(...tracePath(path));
  for (const [shape] of body.matchAll(/<circle[^>]*>/g)) {
    const [x, y, r] = [read(shape, 'cx'), read(shape, 'cy'), read(shape, 'r')];
    spots.push([x - r, y - r], [x + r, y + r]);
  }
  for (const [shape] of body.matchAll(/<rect[^>]*>/g)) {
    const [x, y] = [read(shape, 'x'), read(shape, 'y')];
    const [width, height] = [read(shape, 'width'), read(shape, 'height')];
    if (width < 0 || height < 0) throw new Error(`A rectangle of less than nothing: ${shape}`);
    spots.push([x, y], [x + width, y + height]);
  }
  const [xs, ys] = [spots.map(([x]) => x), spots.map(([, y]) => y)];
  return {
    left: Math.min(...xs),
    right: Math.max(...xs),
    top: Math.min(...ys),
    bottom: Math.max(...ys),
  };
}

/** A number of the markup; a percentage counts as one. */
export function read(markup: string, attribute: string): number {
  const value = new RegExp(` ${attribute}="([^"]*)"`).exec(markup)?.[1] ?? '0';
  const number = Number(value.replace('%', ''));
  if (Number.isNaN(number)) throw new Error(`${attribute} is no number: ${value}`);
  return number;
}

/** The corners of a path of M, L, H, V, A (half circles: their ends), their small forms, and z. */
export function tracePath(path: string): [number, number][] {
  const spots: [number, number][] = [];
  let spot: [number, number] = [0, 0];
  for (const [, command = '', numbers = ''] of path.matchAll(/([A-Za-z])([^A-Za-z]*)/g)) {
    const values = (numbers.match(/-?[\d.]+(?:e[+-]?\d+)?/g) ?? []).map(Number);
    const many = { h: 1, v: 1, a: 7 }[command.toLowerCase()] ?? 2;
    for (let start = 0; start < values.length; start += many) {
      spot = move(spot, command, values.slice(start, start + many).slice(-2));
      spots.push(spot);
    }
  }
  return spots;
}

function move([x, y]: [number, number], command: string, [a = 0, b = 0]: number[]): [number, number] {
  const [fromX, fromY] = command === command.toLowerCase() ? [x, y] : [0, 0];
  switch (command.toUpperCase()) {
    case 'H':
      return [fromX + a, y];
    case 'V':
      return [x, fromY + a];
    default:
      return [fromX + a, fromY + b];
  }
}
