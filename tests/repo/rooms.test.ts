/** The rooms of the code: what the table in ARCHITECTURE.md allows is drawn from what they really import. */
import { expect, test } from 'vitest';
import type { Import } from '../support/repository.ts';
import { architecture, findRow, imports } from '../support/rooms.ts';

const own = imports.filter(({ isPackage }) => !isPackage);

type Arrows = Map<string, Set<string>>;

test('R15: no file leads back to itself by what it imports', () => {
  const arrows = collectArrows(
    own.filter(({ typesOnly }) => !typesOnly),
    (file) => file,
  );
  expect(findCircle(arrows)).toEqual([]);
});

test('R15: no room leads back to itself by what it imports', () => {
  expect(findCircle(collectArrows(own, findRow))).toEqual([]);
});

test('R15: the picture in ARCHITECTURE.md is what the rooms import', () => {
  const [, drawn] = architecture.split(/^```mermaid\n/m);
  expect(`${drawn?.split(/^```/m)[0]}`).toBe(draw());
});

/** What ARCHITECTURE.md draws wrong is printed by the test as it should be. */
function draw(): string {
  const needed = collectArrows(
    own.filter(({ typesOnly }) => !typesOnly),
    findRoom,
  );
  const all = collectArrows(own, findRoom);
  const lines = [...all].flatMap(([from, targets]) =>
    [...targets].map((to) => `  ${from} ${needed.get(from)?.has(to) ? '-->' : '-.->'} ${to}`),
  );
  return ['graph TD', ...lines.sort(), ''].join('\n');
}

/** A folder below the server or the client: what lies above them is everybody's, or everybody is its. */
function findRoom(file: string): string | undefined {
  const row = findRow(file);
  return row?.includes('/') && !row.endsWith('.ts') ? row : undefined;
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
