/** Correcting an entry: it is taken into the composer, and what was changed there is posted with a reason. */

import type { EntryToPost, Source } from '#shared/entry.ts';
import { expandCount } from '#shared/posted-count.ts';
import { writeCount } from '#shared/reading/counts.ts';
import { writeSources } from '#shared/reading/sources.ts';
import { writeDatedTime } from '#shared/reading/times.ts';
import type { FeedRow } from '#shared/snapshot.ts';
import { supportOf } from '#shared/support.ts';
import { parseInstant } from '#shared/time.ts';
import type { Draft, ReadDraft } from './draft.ts';
import { textOf } from './draft.ts';

type Correction = Extract<EntryToPost, { kind: 'correction' }>;
export type CorrectedFields = Correction['set'];

/** What the composer's fields show that the row alone does not say. */
export interface Shown {
  place: string;
  claimant: string;
  zone: string;
  now: number;
}

/** The composer's fields, filled with an entry as it stands. */
export function draftOf(row: FeedRow, shown: Shown): Draft {
  const sources = [...supportOf(row)];
  const wrote = {
    count: row.count !== undefined && row.op ? writeCount({ op: row.op, count: expandCount(row.count) }) : '',
    // A date alone has no clock that could be shown.
    time: row.day ?? writeDatedTime(parseInstant(row.asOf), shown.zone, shown.now),
    sources: writeSources(sources),
    text: row.text ?? '',
  };
  return {
    ...wrote,
    kind: row.kind,
    place: shown.place,
    chosenPlace: { text: shown.place, id: row.place ?? null },
    claimant: shown.claimant,
    chosenClaimant: { text: shown.claimant, id: row.claimant },
    status: row.status,
    correcting: row,
    opened: { row: { ...row, sources }, wrote },
    reason: '',
  };
}

/** What differs from the entry as it stood. A field that was not touched means what the entry says: it is left out. */
export function changedFields(draft: Draft, read: ReadDraft): CorrectedFields {
  const row = draft.correcting;
  if (!row) return {};
  const text = draft.text === draft.opened?.wrote.text ? draft.opened.row.text : textOf(draft);
  return {
    ...(read.place !== undefined && row.place !== (read.place ?? undefined) && { place: read.place }),
    ...countChange(row, read),
    ...timeChange(row, read),
    ...(read.claimant !== undefined && read.claimant !== row.claimant && { claimant: read.claimant }),
    ...(text !== row.text && { text: text ?? null }),
    ...sourcesChange(row, read.sources),
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
  if (!count || 'problem' in count || row.count === undefined || !row.op) return {};
  const isSame = writeCount({ op: row.op, count: expandCount(row.count) }) === writeCount(count);
  if (isSame) return {};
  return { ...(count.op !== row.op && { op: count.op }), count: count.count };
}

function timeChange(row: FeedRow, { time }: ReadDraft): Pick<CorrectedFields, 'asOf'> {
  if ('problem' in time) return {};
  if (time.dateAlone !== undefined) return time.dateAlone === row.day ? {} : { asOf: time.dateAlone };
  if (time.asOf === parseInstant(row.asOf)) return {};
  return { asOf: new Date(time.asOf).toISOString() };
}

/** A correction replaces the whole list: what a dispute named must stay in it. */
function sourcesChange(row: FeedRow, support: readonly Source[]): Pick<CorrectedFields, 'sources'> {
  if (writeSources(supportOf(row)) === writeSources(support)) return {};
  const after = [...support, ...(row.against ?? [])];
  return { sources: after.length > 0 ? after : null };
}
