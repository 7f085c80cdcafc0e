/** The line under the composer: what the post would do, in whole sentences. */

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
import type { Consequence, CountToPost } from './preview.ts';

export interface Sentence {
  sentence: string;
  values: Record<string, string>;
  /** Something the operator would not expect. */
  isWarning?: true;
}

export interface ToTell {
  draft: Draft;
  read: ReadDraft;
  counted: CountToPost | undefined;
  consequence: Consequence | undefined;
  /** The board brings its kinds: of their names nobody knows the grammar. */
  hasOwnKinds: boolean;
  /** The entry under correction as it is now. */
  target?: FeedRow | undefined;
}

/** How it is told. */
export interface Teller {
  words: DeskWords;
  locale: Pick<Locale, 'format' | 'messages'>;
  row: RowWords;
}

export function tellConsequence(told: ToTell, teller: Teller): Sentence[] {
  const { draft, read } = told;
  if (draft.correcting) return [...tellCorrection(told, teller), ...tellDay(told, teller)];
  const isUpdate = draft.kind === 'update' && read.place !== undefined && draft.text.trim() !== '';
  const update = { sentence: teller.words.consequence.update, values: factsOf(told, teller) };
  return [
    ...(isUpdate ? [update] : []),
    ...(told.counted ? tellCount(told, told.counted, teller) : []),
    ...tellAssumed(told, teller),
    ...tellDay(told, teller),
  ];
}

/** Under whose name it is published: that of an earlier post may stand in the composer, where nobody looks at it. */
function whoOf({ draft, read: { claimant = '' } }: ToTell, { words, row }: Teller): string {
  if (claimant !== DESK) return row.claimantName(claimant);
  return draft.kind === 'update' ? words.consequence.ownWord : words.consequence.ownName;
}

function factsOf(told: ToTell, teller: Teller): Record<string, string> {
  const { draft, read } = told;
  const { words, locale, row } = teller;
  const { format, messages } = locale;
  const { length } = read.sources;
  return {
    // A language puts them first in its sentence, or later.
    kind: row.kindName(draft.kind),
    kindLow: row.kindName(draft.kind).toLowerCase(),
    place: row.placeName(read.place),
    by: row.claimantName(read.claimant ?? ''),
    who: whoOf(told, teller),
    status: messages.status[draft.status],
    statusLow: messages.status[draft.status].toLowerCase(),
    sources: length > 0 ? format.plural(words.consequence.sources, length) : words.consequence.noSource,
    time: writeTime(read, format),
  };
}

/** Of a date alone there is no clock time to be told. */
function writeTime({ time, zone }: ReadDraft, format: Locale['format']): string {
  if ('problem' in time) return '';
  return time.dateAlone === undefined ? format.clock(time.asOf, zone) : format.day(time.asOf, zone);
}

function tellCount(told: ToTell, counted: CountToPost, teller: Teller): Sentence[] {
  const { words, locale, row } = teller;
  const facts = factsOf(told, teller);
  const { consequence } = told;
  const forms = told.hasOwnKinds ? words.consequence.ownKind : words.consequence;
  if (!consequence) return [{ sentence: forms.unknown, values: { ...facts, count: row.count(counted) } }];
  const { before, after, falls } = consequence;
  const values = {
    ...facts,
    before: before ? row.extent(before) : '',
    after: after ? row.extent(after) : '',
    count: locale.format.count((before?.best ?? 0) - (after?.best ?? 0)),
  };
  const change = { sentence: changeSentence(consequence, forms), values };
  const fall: Sentence = { sentence: words.consequence.falls, values, isWarning: true };
  return [change, ...(falls ? [fall] : []), ...tellHeadline(consequence, teller)];
}

function changeSentence(
  { before, exact, still }: Consequence,
  { first, unchangedFigure, change, atLeast }: DeskWords['consequence']['ownKind'],
): string {
  if (!before) return first;
  if (still === 'disputed' || still === 'superseded') return unchangedFigure;
  return exact ? change : atLeast;
}

function tellHeadline({ followed, follows, still }: Consequence, { words, row }: Teller): Sentence[] {
  const { consequence } = words;
  const stays = {
    disputed: consequence.disputed,
    superseded: consequence.superseded,
    'other-claimant': consequence.otherClaimant,
    'not-confirmed': consequence.notConfirmed,
    same: consequence.same,
  };
  const values = { claimant: row.claimantName(follows ?? ''), before: row.claimantName(followed ?? '') };
  if (still) return [{ sentence: stays[still], values, isWarning: true }];
  if (followed !== undefined && followed !== follows)
    return [{ sentence: consequence.handed, values, isWarning: true }];
  return follows === undefined ? [] : [{ sentence: consequence.follows, values }];
}

function tellDay({ draft, read: { time, zone } }: ToTell, { words, locale, row }: Teller): Sentence[] {
  if ('problem' in time || keepsDay(draft)) return [];
  const { yesterday, otherDay, dayAlone, firstPass, secondPass } = words.consequence;
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

/** A date alone that was left as it is: it stays that day, without a clock, wherever the entry is put. */
function keepsDay({ correcting, opened, time }: ToTell['draft']): boolean {
  return correcting?.day !== undefined && time === opened?.wrote.time;
}

/** An entry that is moved to a place with another clock keeps its moment, unless a time is typed. */
function tellMoved(
  { draft, read: { time, zone } }: ToTell,
  set: CorrectedFields,
  { words, locale }: Teller,
): Sentence[] {
  const isMoved = set.place !== undefined && set.asOf === undefined && !keepsDay(draft);
  if (
    !isMoved ||
    'problem' in time ||
    draft.opened?.wrote.time === writeDatedTime(time.asOf, zone, time.asOf)
  )
    return [];
  return [{ sentence: words.consequence.sameMoment, values: { time: locale.format.clock(time.asOf, zone) } }];
}

function tellAssumed({ read: { count } }: ToTell, { words, row }: Teller): Sentence[] {
  if (!count || 'problem' in count || !count.assumed) return [];
  return [{ sentence: words.consequence.assumed, values: { count: row.count(count).slice(1) } }];
}

function tellCorrection(told: ToTell, teller: Teller): Sentence[] {
  const { draft, read } = told;
  const { words, row } = teller;
  const set = changedFields(draft, read);
  // The fields of a correction are those that the words name.
  const changed = Object.keys(set) as HistoryField[];
  const { correction, noCorrection, countChange } = words.consequence;
  const values = {
    seq: String(draft.correcting?.seq),
    fields: changed.map((field) => nameField(words, draft.kind, field)).join(', '),
    before: row.count(draft.correcting ?? {}),
    after: row.count({ ...draft.correcting, ...(set.op && { op: set.op }), ...countOf(read) }),
  };
  const meanwhile = tellMeanwhile(told, teller);
  if (changed.length === 0) return [...meanwhile, { sentence: noCorrection, values }];
  const said = { sentence: correction, values };
  const counted = set.count === undefined ? [] : [{ sentence: countChange, values }];
  return [...meanwhile, said, ...counted, ...tellNames(told, set, teller), ...tellMoved(told, set, teller)];
}

/** Where a correction puts the entry, and under whose name. */
function tellNames({ draft }: ToTell, set: CorrectedFields, { words, row }: Teller): Sentence[] {
  const { place, claimant } = set;
  const { placeChange, claimantChange } = words.consequence;
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
function tellMeanwhile({ draft: { correcting }, target }: ToTell, { words }: Teller): Sentence[] {
  if (!(correcting && target) || target.version === correcting.version) return [];
  const { changedMeanwhile, retractedMeanwhile } = words.consequence;
  const fields = differingFields(correcting, target).map((field) => nameField(words, target.kind, field));
  const values = { seq: String(target.seq), fields: fields.join(', ') };
  return [{ sentence: target.retracted ? retractedMeanwhile : changedMeanwhile, values, isWarning: true }];
}

function countOf({ count }: ReadDraft): { count?: Count } {
  return count && 'count' in count ? { count: count.count } : {};
}
