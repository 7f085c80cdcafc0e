/** The preview of a post in whole sentences: the line under the composer. */
import type { Count } from '#shared/count.ts';
import { DESK } from '#shared/desk-claimant.ts';
import type { HistoryField } from '#shared/entry-history.ts';
import { differingFields } from '#shared/entry-history.ts';
import { writeDatedTime } from '#shared/reading/times.ts';
import type { FeedRow } from '#shared/snapshot.ts';
import type { DeskWords } from '../../words/desk-words.ts';
import { nameField } from '../../words/desk-words.ts';
import type { Locale } from '../../words/locale.ts';
import type { RowWords } from '../ledger/use-row-words.ts';
import type { CorrectedFields } from './correction.ts';
import { changedFields } from './correction.ts';
import type { Draft, ReadDraft } from './draft.ts';
import type { CountToPost, Preview } from './preview.ts';

export interface Sentence {
  sentence: string;
  values: Record<string, string>;
  /** Something the operator would not expect. */
  isWarning?: true;
}

/** What stands in the composer, and what is known of it. */
export interface ComposedPost {
  draft: Draft;
  read: ReadDraft;
  counted: CountToPost | undefined;
  preview: Preview | undefined;
  /** The board brings its kinds, whose names fit no sentence with a grammar. */
  hasOwnKinds: boolean;
  /** The entry under correction as it is now. */
  target?: FeedRow | undefined;
}

/** What sentences are made with. */
export interface PreviewWording {
  words: DeskWords;
  locale: Pick<Locale, 'format' | 'messages'>;
  row: RowWords;
}

export function describePreview(post: ComposedPost, wording: PreviewWording): Sentence[] {
  const { draft, read } = post;
  if (draft.correcting) return [...describeCorrection(post, wording), ...describeDay(post, wording)];
  const isUpdate = draft.kind === 'update' && read.place !== undefined && draft.text.trim() !== '';
  const update = { sentence: wording.words.preview.update, values: factsOf(post, wording) };
  return [
    ...(isUpdate ? [update] : []),
    ...(post.counted ? describeCount(post, post.counted, wording) : []),
    ...describeAssumed(post, wording),
    ...describeDay(post, wording),
  ];
}

/** Whose name it is published under. It must be said: the claimant of an earlier post may still stand in the composer, unseen. */
function whoOf({ draft, read: { claimant = '' } }: ComposedPost, { words, row }: PreviewWording): string {
  if (claimant !== DESK) return row.claimantName(claimant);
  return draft.kind === 'update' ? words.preview.ownWord : words.preview.ownName;
}

function factsOf(post: ComposedPost, wording: PreviewWording): Record<string, string> {
  const { draft, read } = post;
  const { words, locale, row } = wording;
  const { format, messages } = locale;
  const { length } = read.sources;
  return {
    // One of the two, by where a language's sentence has the word.
    kind: row.kindName(draft.kind),
    kindLow: row.kindName(draft.kind).toLowerCase(),
    place: row.placeName(read.place),
    by: row.claimantName(read.claimant ?? ''),
    who: whoOf(post, wording),
    status: messages.status[draft.status],
    statusLow: messages.status[draft.status].toLowerCase(),
    sources: length > 0 ? format.plural(words.preview.sources, length) : words.preview.noSource,
    time: writeTime(read, format),
  };
}

/** A date alone has no clock time. */
function writeTime({ time, zone }: ReadDraft, format: Locale['format']): string {
  if ('problem' in time) return '';
  return time.dateAlone === undefined ? format.clock(time.asOf, zone) : format.day(time.asOf, zone);
}

function describeCount(post: ComposedPost, counted: CountToPost, wording: PreviewWording): Sentence[] {
  const { words, locale, row } = wording;
  const facts = factsOf(post, wording);
  const { preview } = post;
  const forms = post.hasOwnKinds ? words.preview.ownKind : words.preview;
  if (!preview) return [{ sentence: forms.unknown, values: { ...facts, count: row.count(counted) } }];
  const { before, after, falls } = preview;
  const values = {
    ...facts,
    before: before ? row.extent(before) : '',
    after: after ? row.extent(after) : '',
    count: locale.format.count((before?.best ?? 0) - (after?.best ?? 0)),
  };
  const change = { sentence: changeSentence(preview, forms), values };
  const fall: Sentence = { sentence: words.preview.falls, values, isWarning: true };
  return [change, ...(falls ? [fall] : []), ...describeHeadline(preview, wording)];
}

function changeSentence(
  { before, exact, still }: Preview,
  { first, unchangedFigure, change, atLeast }: DeskWords['preview']['ownKind'],
): string {
  if (!before) return first;
  if (still === 'disputed' || still === 'superseded') return unchangedFigure;
  return exact ? change : atLeast;
}

function describeHeadline({ followed, follows, still }: Preview, { words, row }: PreviewWording): Sentence[] {
  const { preview } = words;
  const stays = {
    disputed: preview.disputed,
    superseded: preview.superseded,
    'other-claimant': preview.otherClaimant,
    'not-confirmed': preview.notConfirmed,
    same: preview.same,
  };
  const values = { claimant: row.claimantName(follows ?? ''), before: row.claimantName(followed ?? '') };
  if (still) return [{ sentence: stays[still], values, isWarning: true }];
  if (followed !== undefined && followed !== follows)
    return [{ sentence: preview.handed, values, isWarning: true }];
  return follows === undefined ? [] : [{ sentence: preview.follows, values }];
}

function describeDay(
  { draft, read: { time, zone } }: ComposedPost,
  { words, locale, row }: PreviewWording,
): Sentence[] {
  if ('problem' in time || keepsDay(draft)) return [];
  const { yesterday, otherDay, dayAlone, firstPass, secondPass } = words.preview;
  const offset = row.offset(zone, time.asOf);
  const values = {
    day: locale.format.day(time.asOf, zone),
    time: locale.format.clock(time.asOf, zone),
    offset,
  };
  const day = {
    today: [],
    yesterday: [{ sentence: yesterday, values, isWarning: true as const }],
    other: [{ sentence: time.dateAlone === undefined ? otherDay : dayAlone, values }],
  };
  const pass = time.pass === 1 ? firstPass : secondPass;
  return [...day[time.day], ...(time.pass ? [{ sentence: pass, values }] : [])];
}

/** Whether a date alone was left as it is: it stays that day, without a clock, wherever the entry is put. */
function keepsDay({ correcting, opened, time }: ComposedPost['draft']): boolean {
  return correcting?.day !== undefined && time === opened?.wrote.time;
}

/** An entry that is moved to a place with another clock keeps its moment, unless a time is typed. */
function describeMoved(
  { draft, read: { time, zone } }: ComposedPost,
  set: CorrectedFields,
  { words, locale }: PreviewWording,
): Sentence[] {
  const isMoved = set.place !== undefined && set.asOf === undefined && !keepsDay(draft);
  if (
    !isMoved ||
    'problem' in time ||
    draft.opened?.wrote.time === writeDatedTime(time.asOf, zone, time.asOf)
  )
    return [];
  return [{ sentence: words.preview.sameMoment, values: { time: locale.format.clock(time.asOf, zone) } }];
}

function describeAssumed({ read: { count } }: ComposedPost, { words, row }: PreviewWording): Sentence[] {
  if (!count || 'problem' in count || !count.assumed) return [];
  return [{ sentence: words.preview.assumed, values: { count: row.count(count).slice(1) } }];
}

function describeCorrection(post: ComposedPost, wording: PreviewWording): Sentence[] {
  const { draft, read } = post;
  const { words, row } = wording;
  const set = changedFields(draft, read);
  // A correction has no field that the words do not name.
  const changed = Object.keys(set) as HistoryField[];
  const { correction, noCorrection, countChange } = words.preview;
  const values = {
    seq: String(draft.correcting?.seq),
    fields: changed.map((field) => nameField(words, draft.kind, field)).join(', '),
    before: row.count(draft.correcting ?? {}),
    after: row.count({ ...draft.correcting, ...(set.op && { op: set.op }), ...countOf(read) }),
  };
  const meanwhile = describeMeanwhile(post, wording);
  if (changed.length === 0) return [...meanwhile, { sentence: noCorrection, values }];
  const said = { sentence: correction, values };
  const counted = set.count === undefined ? [] : [{ sentence: countChange, values }];
  return [
    ...meanwhile,
    said,
    ...counted,
    ...describeNames(post, set, wording),
    ...describeMoved(post, set, wording),
  ];
}

/** Where a correction puts the entry, and under whose name. */
function describeNames(
  { draft }: ComposedPost,
  set: CorrectedFields,
  { words, row }: PreviewWording,
): Sentence[] {
  const { place, claimant } = set;
  const { placeChange, claimantChange } = words.preview;
  const moved = { before: row.placeName(draft.correcting?.place), after: row.placeName(place) };
  const renamed = {
    before: row.claimantName(draft.correcting?.claimant ?? ''),
    after: row.claimantName(claimant ?? DESK),
  };
  return [
    ...(place === undefined ? [] : [{ sentence: placeChange, values: moved }]),
    ...(claimant === undefined ? [] : [{ sentence: claimantChange, values: renamed }]),
  ];
}

/** What somebody else did to the entry while it stood open here. */
function describeMeanwhile(
  { draft: { correcting }, target }: ComposedPost,
  { words }: PreviewWording,
): Sentence[] {
  if (!(correcting && target) || target.version === correcting.version) return [];
  const { changedMeanwhile, retractedMeanwhile } = words.preview;
  const fields = differingFields(correcting, target).map((field) => nameField(words, target.kind, field));
  const values = { seq: String(target.seq), fields: fields.join(', ') };
  return [{ sentence: target.retracted ? retractedMeanwhile : changedMeanwhile, values, isWarning: true }];
}

function countOf({ count }: ReadDraft): { count?: Count } {
  return count && 'count' in count ? { count: count.count } : {};
}
