/** Correcting an entry: it is taken into the composer, and what was changed there is posted with a reason. */
import { writeCount } from '#shared/count-grammar.ts';
import type { EntryToPost, Source } from '#shared/entry.ts';
import { expandCount } from '#shared/posted-count.ts';
import type { FeedRow } from '#shared/snapshot.ts';
import { parseInstant } from '#shared/time.ts';
import type { Draft, ReadDraft } from './draft.ts';
import { textOf } from './draft.ts';
import { writeSources } from './sources.ts';
import { writeDatedTime } from './typed-time.ts';

type Correction = Extract<EntryToPost, { kind: 'correction' }>;
export type CorrectedFields = Correction['set'];

/** The composer's fields, filled with an entry as it stands. */
export function draftOf(row: FeedRow, shown: { place: string; zone: string; now: number }): Draft {
  return {
    kind: row.kind,
    place: shown.place,
    placeId: row.place ?? null,
    count: row.count && row.op ? writeCount({ op: row.op, count: expandCount(row.count) }) : '',
    time: writeDatedTime(parseInstant(row.asOf), shown.zone, shown.now),
    claimant: row.claimant,
    status: row.status,
    sources: writeSources(row.sources ?? []),
    text: row.text ?? '',
    correcting: row,
    reason: '',
  };
}

/**
 * What differs from the entry as it stood. A field that was not touched is left out, so that seconds of a time, or a
 * best between low and high, which the composer has no way to type, are not lost by correcting something else.
 */
export function changedFields(draft: Draft, read: ReadDraft): CorrectedFields {
  const row = draft.correcting;
  if (!row) return {};
  return {
    ...(row.place !== (draft.placeId ?? undefined) && { place: draft.placeId ?? null }),
    ...countChange(row, read),
    ...timeChange(row, read),
    ...(draft.claimant !== row.claimant && { claimant: draft.claimant }),
    ...(textOf(draft) !== row.text && { text: textOf(draft) ?? null }),
    ...sourcesChange(row.sources ?? [], read.sources),
  };
}

/** The correction to post; undefined where nothing differs or something is wrong. */
export function correctionOf(draft: Draft, read: ReadDraft): Correction | undefined {
  const row = draft.correcting;
  const set = changedFields(draft, read);
  if (!row || read.problems.length > 0 || Object.keys(set).length === 0) return undefined;
  return { kind: 'correction', target: row.id, version: row.version, set, reason: draft.reason.trim() };
}

function countChange(row: FeedRow, { count }: ReadDraft): Pick<CorrectedFields, 'op' | 'count'> {
  if (!count || 'problem' in count || !row.count || !row.op) return {};
  const isSame = writeCount({ op: row.op, count: expandCount(row.count) }) === writeCount(count);
  if (isSame) return {};
  return { ...(count.op !== row.op && { op: count.op }), count: count.count };
}

function timeChange(row: FeedRow, { time }: ReadDraft): Pick<CorrectedFields, 'asOf'> {
  if ('problem' in time) return {};
  const minute = Math.floor(parseInstant(row.asOf) / 60_000) * 60_000;
  return minute === time.asOf ? {} : { asOf: new Date(time.asOf).toISOString() };
}

function sourcesChange(before: readonly Source[], after: Source[]): Pick<CorrectedFields, 'sources'> {
  if (writeSources(before) === writeSources(after)) return {};
  return { sources: after.length > 0 ? after : null };
}
