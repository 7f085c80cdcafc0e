import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createTally } from '../../../shared/counting/create-tally.ts';
import type { TallyImage } from '../../../shared/counting/image.ts';
import { readImages } from '../../../shared/counting/read-images.ts';
import { readSnapshot } from '../../../shared/counting/read-snapshot.ts';
import type { Tally } from '../../../shared/counting/tally.ts';
import { kindsOf } from '../../../shared/kind-words.ts';
import type { Line } from '../../../shared/line.ts';
import { makeHistory, steps } from '../../support/random-history.ts';

const STAMP = { epoch: 'an-epoch', head: 'a-head' };

/** All that a tally answers about a board. */
function describe(tally: Tally): unknown {
  const { board, seq } = tally;
  const wheres = [null, ...(board?.places ?? []).map(({ id }) => id)];
  return {
    snapshot: readSnapshot(tally, STAMP),
    feed: tally.feed(1_000),
    recent: tally.recentPosts(1_000),
    definition: tally.definition,
    entries: Array.from({ length: seq }, (_, index) => tally.entryState(index + 1)),
    series: kindsOf(board ?? {}).flatMap((kind) => wheres.map((where) => tally.series({ kind, where }))),
    claims: kindsOf(board ?? {}).map((kind) =>
      kind === 'update' ? [] : wheres.map((where) => tally.claims(kind, where)),
    ),
    retracted: tally.select({ status: 'retracted', limit: 1_000 }),
    checks: tally.select({ kind: 'checked', limit: 1_000 }),
  };
}

/** The lines as the ledger has them once the erasures among them were carried out. */
function carryOutErasures(lines: readonly Line[]): Line[] {
  const gone = lines.map((line) =>
    lines.some(
      (erasure) =>
        erasure.kind === 'erasure' &&
        erasure.seq > line.seq &&
        (erasure.targetSeq === line.seq ||
          ('targetSeq' in line && line.kind !== 'erasure' && line.targetSeq === erasure.targetSeq)),
    ),
  );
  return lines.map((line, index) => (gone[index] ? withoutTexts(line) : line));
}

function withoutTexts(line: Line): Line {
  const { text, reason, sources, ...bare } = { ...line } as Record<string, unknown>;
  const said = text !== undefined || reason !== undefined || (sources as unknown[] | undefined)?.length;
  if (line.kind !== 'correction') return { ...bare, ...(said && { erased: true }) } as unknown as Line;
  const set: Record<string, unknown> = { ...line.set };
  if (typeof set.text === 'string') delete set.text;
  if ((set.sources as unknown[] | undefined)?.length) delete set.sources;
  return { ...bare, set, erased: true } as unknown as Line;
}

/** Images of lines, one up to each of these numbers, as they are written while the lines are folded. */
function writeImages(lines: readonly Line[], ends: readonly number[]): TallyImage[] {
  const tally = createTally();
  return ends.map((end) => {
    const after = tally.seq;
    tally.fold(lines.slice(after, end));
    return structuredClone(tally.image(after));
  });
}

function recallFrom(lines: readonly Line[], erasedSince: readonly number[]) {
  return {
    erasedSince,
    linesAbout: (seq: number, until: number) => {
      const about = lines.filter((line) => 'targetSeq' in line && line.targetSeq === seq);
      const erasuresOfChanges = lines.filter(
        (line) => line.kind === 'erasure' && about.some((change) => change.seq === line.targetSeq),
      );
      const [first] = lines.slice(seq - 1, seq);
      const later = [...about, ...erasuresOfChanges].filter((line) => line.seq <= until);
      return [...(first ? [first] : []), ...later.sort((a, b) => a.seq - b.seq)];
    },
  };
}

const cuts = fc.array(fc.nat(1_000), { minLength: 1, maxLength: 4 });

test('O80: a tally made of its images goes on as one that folded every line, whatever was erased since', () => {
  fc.assert(
    fc.property(steps, cuts, fc.nat(1_000), fc.boolean(), (history, at, endAt, beforeErasures) => {
      const written = makeHistory(history);
      const lines = carryOutErasures(written);
      const ends = [...new Set(at.map((cut) => 1 + (cut % lines.length)))].sort((a, b) => a - b);
      const last = ends.at(-1) ?? 1;
      const end = last + (endAt % (lines.length - last + 1));
      // Images are made of lines as they were before their texts were erased, or after.
      const readable = beforeErasures
        ? [...carryOutErasures(written.slice(0, last)), ...lines.slice(last)]
        : lines;
      const images = writeImages(readable, ends);
      const erasedSince = lines.flatMap((line) =>
        line.kind === 'erasure' && line.seq > last ? [line.targetSeq] : [],
      );
      const restored = readImages(images, recallFrom(lines, erasedSince));
      restored.fold(lines.slice(last, end));
      const folded = createTally();
      folded.fold(lines.slice(0, end));
      expect(describe(restored)).toEqual(describe(folded));
      // And an image of what was restored is the next one.
      const again = readImages([...images, ...(end > last ? [restored.image(last)] : [])], {
        ...recallFrom(lines, []),
        erasedSince: lines.flatMap((line) =>
          line.kind === 'erasure' && line.seq > end ? [line.targetSeq] : [],
        ),
      });
      expect(readSnapshot(again, STAMP)).toEqual(readSnapshot(folded, STAMP));
    }),
    { numRuns: 300 },
  );
});

test('O81: an image holds no text', () => {
  fc.assert(
    fc.property(steps, (history) => {
      const lines = makeHistory(history);
      const [image] = writeImages(lines, [lines.length]);
      const bytes = `${image?.header} ${Buffer.from(image?.lines ?? []).toString('latin1')}`;
      expect(bytes).not.toMatch(/news|better|paper|a slip|count \d/);
    }),
  );
});

test('O82: images with a gap between them, or fewer bytes than lines, are refused', () => {
  const lines = makeHistory(Array.from({ length: 30 }, (_, a) => ({ what: a, a, b: a, c: a })));
  const [first, second] = writeImages(lines, [10, 20]);
  if (!(first && second)) throw new Error('no images');
  const recall = recallFrom(lines, []);
  expect(() => readImages([second], recall)).toThrow(RangeError);
  expect(() => readImages([first, { ...second, lines: second.lines.slice(1) }], recall)).toThrow(RangeError);
  expect(() => readImages([], recall)).toThrow(RangeError);
});
