/** The demo's script: a board, its sources, and what is posted when. Read from a file that holds facts and their links. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Board } from '#shared/board.ts';
import { postedBoardSchema } from '#shared/board-schema.ts';
import type { PostedEntry } from '#shared/entry.ts';
import { entrySchemaOf } from '#shared/entry.ts';
import { instantSchema } from '#shared/instant.ts';
import type { Instant } from '#shared/time.ts';
import { formatInstant } from '#shared/time.ts';

/** What became known at one moment, posted as one batch. */
export interface Step {
  at: Instant;
  entries: PostedEntry[];
}

export interface Scenario {
  board: Board;
  /** The morning of the day: what came earlier is there from the start. */
  liveFrom: Instant;
  /** In order of time. */
  steps: Step[];
}

const sourceSchema = z.strictObject({ url: z.string().exactOptional(), title: z.string() });
const entrySchema = z.looseObject({ kind: z.string(), sources: z.array(z.string()).exactOptional() });
const fileSchema = z.strictObject({
  board: postedBoardSchema,
  liveFrom: instantSchema,
  /** By a short name that the entries use. */
  sources: z.record(z.string(), sourceSchema),
  steps: z.array(
    z.strictObject({
      at: instantSchema,
      /** An editor set the time, between those of the figures around it; the first text says "about". */
      isAbout: z.literal(true).exactOptional(),
      entries: z.array(entrySchema).min(1),
    }),
  ),
});

type Sources = z.output<typeof fileSchema>['sources'];

/** The rallies of 21 April 2021. */
export const APRIL_21 = new URL('./2021-04-21.json', import.meta.url);

/** @throws ZodError or Error that names what in the file is wrong */
export function readScenario(file: URL): Scenario {
  const { board, liveFrom, sources, steps } = fileSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  return {
    board,
    liveFrom,
    steps: steps
      .map(({ at, entries }) => ({
        at,
        entries: entries.map((entry) => readEntry(entry, at, { board, sources })),
      }))
      .sort((a, b) => a.at - b.at),
  };
}

/** An entry as an operator would post it: its sources written out, and its time that of the step. */
function readEntry(
  entry: z.output<typeof entrySchema>,
  at: Instant,
  { board, sources }: { board: Board; sources: Sources },
): PostedEntry {
  const schema = entrySchemaOf(board);
  if (entry.sources === undefined) return schema.parse(entry);
  const written = entry.sources.map((name) => {
    const source = sources[name];
    if (!source) throw new Error(`The scenario has no source named "${name}".`);
    return source;
  });
  return schema.parse({ asOf: formatInstant(at), ...entry, sources: written });
}
