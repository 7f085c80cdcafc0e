/** The rooms of the code: what the table in ARCHITECTURE.md allows is drawn from what they really import. */
import { expect, test } from 'vitest';
import type { Import } from '../support/repository.ts';
import { listFiles, listImports, readText } from '../support/repository.ts';

const code = listFiles(/^(shared|server|client)\/.*\.(ts|vue)$/);
const imports = code.flatMap(listImports).filter(({ isPackage }) => !isPackage);
const architecture = readText('ARCHITECTURE.md');

/** The rooms of a drawing: the longest that a path begins with; what lies above them is the top. */
const SERVER = [
  'shared',
  'server/ledger',
  'server/live',
  'server/desk',
  'server/people',
  'server/doors',
  'server/demo',
];
const CLIENT = ['words', 'net', 'ui', 'board', 'chart', 'watch', 'desk'].map((room) => `client/${room}`);

type Arrows = Map<string, Set<string>>;

test('R15: no file leads back to itself by what it imports', () => {
  const arrows = collectArrows(
    imports.filter(({ typesOnly }) => !typesOnly),
    (file) => file,
  );
  expect(findCircle(arrows)).toEqual([]);
});

test('R15: no room leads back to itself by what it imports', () => {
  for (const rooms of [SERVER, CLIENT]) {
    const arrows = collectArrows(imports, (file) => rooms.find((room) => file.startsWith(`${room}/`)));
    expect(findCircle(arrows)).toEqual([]);
  }
});

test('R15: the picture in ARCHITECTURE.md is what the rooms import', () => {
  const [, drawn] = architecture.split(/^```mermaid\n/m);
  expect(`${drawn?.split(/^```/m)[0]}`).toBe(draw());
});

/** What ARCHITECTURE.md draws wrong is printed by the test as it should be. */
function draw(): string {
  const rooms = [...SERVER, ...CLIENT];
  const roomOf = (file: string) => rooms.find((room) => file.startsWith(`${room}/`));
  const needed = collectArrows(
    imports.filter(({ typesOnly }) => !typesOnly),
    roomOf,
  );
  const all = collectArrows(imports, roomOf);
  const lines = [...all].flatMap(([from, targets]) =>
    [...targets].map((to) => `  ${from} ${needed.get(from)?.has(to) ? '-->' : '-.->'} ${to}`),
  );
  return ['graph TD', ...lines.filter((line) => !line.endsWith('> shared')).sort(), ''].join('\n');
}

function collectArrows(found: readonly Import[], roomOf: (file: string) => string | undefined): Arrows {
  const arrows: Arrows = new Map();
  for (const { file, target } of found) {
    const [from, to] = [roomOf(file), roomOf(target)];
    if (from === undefined || to === undefined || from === to) continue;
    arrows.set(from, (arrows.get(from) ?? new Set()).add(to));
  }
  return arrows;
}

/** The first circle that is found, in the order of its arrows; none is an empty list. */
function findCircle(arrows: Arrows): string[] {
  const done = new Set<string>();
  const visit = (room: string, path: readonly string[]): string[] => {
    if (path.includes(room)) return [...path.slice(path.indexOf(room)), room];
    if (done.has(room)) return [];
    for (const next of arrows.get(room) ?? []) {
      const circle = visit(next, [...path, room]);
      if (circle.length > 0) return circle;
    }
    done.add(room);
    return [];
  };
  for (const room of arrows.keys()) {
    const circle = visit(room, []);
    if (circle.length > 0) return circle;
  }
  return [];
}
