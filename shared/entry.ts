/** Entries as an operator posts them: plain JSON with ISO times, checked here. What a ledger makes of them is in line.ts. */
import { z } from 'zod';
import { WEB } from './address.ts';
import { kindSchema, schemaByKinds } from './by-kinds.ts';
import { countSchema } from './count.ts';
import { DESK } from './desk-claimant.ts';
import { claimantIdSchema, idSchema, placeIdSchema } from './ids.ts';
import { timeSchema } from './instant.ts';
import { kindsOf, POSTED_FORMS } from './kind-words.ts';
import { countKindsOf } from './kinds.ts';
import { LIMITS } from './limits.ts';
import { listSchema } from './list-schema.ts';
import { posesAsAddress } from './source-title.ts';
import { STATUSES } from './statuses.ts';
import { addressSchema, textSchema } from './text-schema.ts';
import { ofSoundForm } from './whole-form.ts';

export type Status = (typeof STATUSES)[number];
export type Op = 'add' | 'total';

export interface Source {
  url?: string;
  title?: string;
}

const statusSchema = z.enum(STATUSES, { error: `takes one of ${STATUSES.join(', ')}` });
const opSchema = z.enum(['add', 'total'], { error: 'takes add (so many more) or total (so many in all)' });
const reasonSchema = textSchema(LIMITS.textCodePoints);
const entryTextSchema = textSchema(LIMITS.textCodePoints);

const sourceSchema = z
  .strictObject({
    url: addressSchema(WEB).exactOptional(),
    title: textSchema(LIMITS.sourceCodePoints).exactOptional(),
  })
  .refine(
    (source) => source.url !== undefined || source.title !== undefined,
    ofSoundForm({ error: 'takes a url, a title, or both' }),
  )
  .refine(
    ({ url, title }) => url === undefined || title === undefined || !posesAsAddress(title, url),
    ofSoundForm({
      path: ['title'],
      error: 'takes a name of the source, not another address than its url',
    }),
  );

const sourcesSchema = listSchema(sourceSchema, LIMITS.sources, 'sources');

const versionSchema = z.int().min(1, { error: "takes the target's version: a whole number from 1" });

/** Fields that every counted entry shares. */
const claimFields = {
  id: idSchema.exactOptional(),
  place: placeIdSchema.exactOptional(),
  asOf: timeSchema.exactOptional(),
  claimant: claimantIdSchema.default(DESK),
  status: statusSchema.default('reported'),
  sources: sourcesSchema.default([]),
};

/** Fields that every change to an earlier entry shares. `version` is the target's, as the poster saw it. */
const changeFields = {
  id: idSchema.exactOptional(),
  target: idSchema,
  version: versionSchema.exactOptional(),
};

const correctionSetSchema = z
  .strictObject({
    place: placeIdSchema.nullable().exactOptional(),
    op: opSchema.exactOptional(),
    count: countSchema.exactOptional(),
    asOf: timeSchema.exactOptional(),
    claimant: claimantIdSchema
      .nullable()
      .transform((claimant) => claimant ?? DESK)
      .exactOptional(),
    text: entryTextSchema.nullable().exactOptional(),
    sources: sourcesSchema
      .nullable()
      .transform((sources) => sources ?? [])
      .exactOptional(),
  })
  .refine(
    (set) => Object.keys(set).length > 0,
    ofSoundForm({ error: 'takes at least one of place, op, count, asOf, claimant, text, sources' }),
  );

const updateSchema = z.strictObject({ kind: z.literal('update'), text: entryTextSchema, ...claimFields });
const changeSchemas = [
  z.strictObject({
    kind: z.literal('correction'),
    set: correctionSetSchema,
    reason: reasonSchema,
    ...changeFields,
  }),
  z.strictObject({ kind: z.literal('retraction'), reason: reasonSchema, ...changeFields }),
  z.strictObject({
    kind: z.literal('status'),
    status: statusSchema,
    sources: sourcesSchema.default([]),
    ...changeFields,
  }),
  z
    .strictObject({
      kind: z.literal('mark'),
      key: z.boolean().exactOptional(),
      pinned: z.boolean().exactOptional(),
      ...changeFields,
    })
    .refine(
      (mark) => mark.key !== undefined || mark.pinned !== undefined,
      ofSoundForm({ error: 'takes key, pinned, or both' }),
    ),
] as const;

/** One entry as an operator may post it. `board` and `erasure` lines come about by routes of their own. */
export const entrySchemaOf = schemaByKinds((board) =>
  z.discriminatedUnion(
    'kind',
    [
      z.strictObject({
        kind: z.literal(countKindsOf(board)),
        op: opSchema,
        count: countSchema,
        text: entryTextSchema.exactOptional(),
        ...claimFields,
      }),
      updateSchema,
      ...changeSchemas,
      z.strictObject({
        kind: z.literal('checked'),
        id: idSchema.exactOptional(),
        of: kindSchema(board).exactOptional(),
        place: placeIdSchema.exactOptional(),
      }),
    ],
    {
      error: `takes one of ${[...kindsOf(board), ...POSTED_FORMS].join(', ')}`,
    },
  ),
);

export type PostedEntry = z.output<ReturnType<typeof entrySchemaOf>>;
/** What a client sends; see `entrySchemaOf` for the defaults. */
export type EntryToPost = z.input<ReturnType<typeof entrySchemaOf>>;
export type CorrectionSet = z.output<typeof correctionSetSchema>;
