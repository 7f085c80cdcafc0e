/** The kinds' colours and shapes: told apart by everybody, in both themes. The colours are read from the sheet itself. */
import { expect, test } from 'vitest';
import { lookOf, SHAPES } from '../../../client/board/kind-looks.ts';
import { isCounter } from '../../../client/board/kind-traits.ts';
import type { Colour } from '../../support/colour-vision.ts';
import { contrastOf, distanceOf, readColour, seenWith, VISIONS } from '../../support/colour-vision.ts';
import { tracePath } from '../../support/drawn-box.ts';
import { kindsNamed, ownKind } from '../../support/own-kinds.ts';
import { readText } from '../../support/repository.ts';

const sheet = readText('client/styles/tokens.css');
type Theme = 'light' | 'dark';

function tokenOf(name: string, theme: Theme): Colour {
  const [, light = '', dark = ''] =
    new RegExp(`--${name}: light-dark\\((#\\w{6}), (#\\w{6})\\)`).exec(sheet) ?? [];
  return readColour(theme === 'light' ? light : dark);
}

/** The smallest distance between any two of the kinds' colours, for each vision. */
function smallestDistances(theme: Theme): number[] {
  const colours = SHAPES.map((_, look) => tokenOf(`kind-${look}`, theme));
  return VISIONS.map((vision) => {
    const seen = colours.map((colour) => seenWith(colour, vision));
    const pairs = seen.flatMap((one, index) => seen.slice(index + 1).map((other) => distanceOf(one, other)));
    return Math.min(...pairs);
  });
}

test('W150: the distance of two colours is the published CIEDE2000', () => {
  // From Sharma, Wu and Dalal, "The CIEDE2000 color-difference formula", table 1.
  const pairs = [
    [[50, 2.6772, -79.7751], [50, 0, -82.7485], 2.0425],
    [[50, -1.3802, -84.2814], [50, 0, -82.7485], 1.0],
    [[50, 2.49, -0.001], [50, -2.49, 0.0011], 7.2195],
    [[60.2574, -34.0099, 36.2677], [60.4626, -34.1751, 39.4387], 1.2644],
    [[90.9257, -0.5406, -0.9208], [88.6381, -0.8985, -0.7239], 1.5381],
  ] as const;
  for (const [one, other, distance] of pairs) expect(distanceOf(one, other)).toBeCloseTo(distance, 4);
});

// Mutant: olive for the third kind, which is the second's vermilion to protan and deutan eyes.
test('W150: any two kinds are at least ten apart in each of four visions, in both themes, as the sheet says', () => {
  const [light, dark] = (['light', 'dark'] as const).map(smallestDistances);
  for (const distance of [...(light ?? []), ...(dark ?? [])]) expect(distance).toBeGreaterThanOrEqual(10);
  const said = (figures: number[] = []) => figures.map((figure) => figure.toFixed(1)).join(', ');
  expect(sheet.replace(/\s+\*\s+/g, ' ')).toContain(`${said(light)} in light, ${said(dark)} in dark`);
});

test('W150: each is readable as text on both grounds', () => {
  for (const theme of ['light', 'dark'] as const)
    for (const look of SHAPES.keys())
      for (const ground of ['paper', 'surface'])
        expect(contrastOf(tokenOf(`kind-${look}`, theme), tokenOf(ground, theme))).toBeGreaterThanOrEqual(
          4.5,
        );
});

test('W151: a kind has the colour and the shape of its place in the board’s list, and updates always theirs', () => {
  expect([lookOf('registration', {}), lookOf('arrest', {}), lookOf('update', {})]).toEqual([1, 2, 0]);
  const board = { kinds: kindsNamed('strike', 'arrest', 'closed', 'hurt') };
  expect(board.kinds.map(({ id }) => lookOf(id, board))).toEqual([1, 2, 3, 4]);
  expect(lookOf('update', board)).toBe(0);
  expect(new Set(SHAPES).size).toBe(5);
  for (const shape of SHAPES)
    for (const [x, y] of tracePath(shape)) expect(Math.max(Math.abs(x), Math.abs(y))).toBeLessThanOrEqual(5);
});

test('W151: what is known of the default’s kinds is not believed of a board’s own, whatever their ids', () => {
  expect([isCounter('registration', {}), isCounter('arrest', {}), isCounter('update', {})]).toEqual([
    true,
    false,
    false,
  ]);
  expect(isCounter('registration', { kinds: kindsNamed('registration') })).toBe(false);
  expect(isCounter(ownKind('strike'), { kinds: kindsNamed('strike') })).toBe(false);
});
