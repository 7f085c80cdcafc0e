/**
 * Whether the entries of a batch are sound: each against the newest tally and the entries before it. Nothing is read or
 * written here, so that between judging and queueing nothing can come in between.
 */
import type { Board } from '#shared/board.ts';
import { BOARD_DEFAULTS, zonesOf } from '#shared/board.ts';
import { changeRow, isUnchanged, newSources } from '#shared/change-row.ts';
import type { Tally } from '#shared/counting/tally.ts';
import type { PostedEntry, Source } from '#shared/entry.ts';
import { kindsOf } from '#shared/kind-words.ts';
import { LIMITS } from '#shared/limits.ts';
import type { ClaimFacts, SettledSet } from '#shared/line.ts';
import { changeOf, rowOfClaim } from '#shared/line.ts';
import type { FeedRow } from '#shared/snapshot.ts';
import type { Instant } from '#shared/time.ts';
import type { EntryPointer } from '../json-pointer.ts';
import type { Draft, DraftFacts } from '../ledger/contract.ts';
import { Refusal, refuseField } from '../refusal.ts';
import type { TargetState } from './confirming.ts';
import { judgeConfirming } from './confirming.ts';
import { writeBody } from './posted-body.ts';
import type { Clockwork } from './settle-time.ts';
import { judgeTime, placeAfter, settleSet, settleTime } from './settle-time.ts';

export type WithId<T> = T & { id: string };

/** What a batch is judged against. */
export interface Scene {
  tally: Tally;
  board: Board;
  places: ReadonlySet<string>;
  now: Instant;
  /** Who posts. */
  author: string;
  /** Who wrote what the targets say, by `seq`, where the board's rule asks for it. */
  authors: ReadonlyMap<number, string | null>;
  /** `seq` of published entries by id, as far as they were looked up: targets, and entries that are repeats. */
  published: ReadonlyMap<string, number>;
}

interface Judging extends Scene, Clockwork {
  /** Ids that changes of this batch name. */
  targets: ReadonlySet<string>;
  /** Entries that stand otherwise than in the tally, because of this batch. */
  changed: Map<string, TargetState>;
}

/** A change to an earlier entry, as posted. */
type PostedChange = Extract<PostedEntry, { target: string }>;
/** The same with its time settled, as it is published. */
type SettledChange =
  | Exclude<PostedChange, { kind: 'correction' }>
  | (Omit<Extract<PostedChange, { kind: 'correction' }>, 'set'> & { set: SettledSet });
type PostedClaim = Extract<PostedEntry, { claimant: string }>;

/** @throws Refusal for the first entry that is not sound */
export function judgeBatch(
  entries: readonly WithId<PostedEntry>[],
  pointTo: EntryPointer,
  scene: Scene,
): Draft[] {
  const targets = new Set(entries.flatMap((entry) => ('target' in entry ? entry.target : [])));
  const judging: Judging = { ...scene, zoneOf: zonesOf(scene.board), targets, changed: new Map() };
  return entries.map((entry, index) => judge(judging, entry, pointTo(index)));
}

function judge(judging: Judging, entry: WithId<PostedEntry>, at: string): Draft {
  const draft = { id: entry.id, body: writeBody(entry) };
  // The ledger answers a repeat with its first result, whatever became of it or its target since.
  const isRepeat = judging.published.has(entry.id);
  if ('target' in entry) {
    if (isRepeat) return { ...draft, facts: changeFacts(settleChange(judging, entry, undefined)) };
    const { change, seenVersion } = judgeChange(judging, entry, at);
    return { ...draft, facts: changeFacts(change), seenVersion };
  }
  if (!isRepeat) judgePlace(judging, entry.place, `${at}/place`);
  judgeKind(judging, entry, at);
  if (entry.kind === 'checked') return { ...draft, facts: checkedFacts(entry) };
  if (!isRepeat) judgeTime(judging, entry.asOf, { place: entry.place, pointer: `${at}/asOf` });
  const facts = claimFacts(judging, entry);
  if (!isRepeat) standFirst(judging, entry, facts, at);
  return { ...draft, facts };
}

/** What the ledger gives an entry; nothing is judged by it. */
const NOT_KNOWN_YET = { seq: 0, at: 0 };

function standFirst(judging: Judging, entry: WithId<PostedClaim>, facts: ClaimFacts, at: string): void {
  // Of 10,000 in a list hardly one is looked at again, and to put all into their public form takes as long as the rest.
  if (entry.status !== 'confirmed' && !judging.targets.has(entry.id)) return;
  const row = rowOfClaim({ id: entry.id, ...NOT_KNOWN_YET, ...facts });
  const { author } = judging;
  judgeConfirming(ruleOf(judging), { entry, author, before: undefined, after: row, at });
  judging.changed.set(entry.id, { row, writers: new Set([author]) });
}

function ruleOf({ tally }: Scene): Board['confirming'] {
  return tally.board?.confirming ?? BOARD_DEFAULTS.confirming;
}

/** The change as it is to be published, and the version of the target that it is judged against. */
function judgeChange(
  judging: Judging,
  posted: WithId<PostedChange>,
  at: string,
): { change: WithId<SettledChange>; seenVersion: number } {
  const target = findTarget(judging, posted.target, at);
  const { row: before, writers } = target;
  const change = settleChange(judging, posted, before);
  if (change.version !== undefined && change.version !== before.version)
    throw refuseStale(before.version, `${at}/version`);
  if (before.retracted) throw refuseUnchanged('was retracted, which is for good: post a new one instead', at);
  if (posted.kind === 'correction') judgeCorrection(judging, posted, before, at);
  if (change.kind === 'status') judgeSources(change.sources, before, at);
  const after = changeRow(before, changeOf(change, judging.now), before);
  if (isUnchanged(before, after)) throw refuseUnchanged('stands as this change would leave it', at);
  const { author } = judging;
  judgeConfirming(ruleOf(judging), { entry: posted, author, before: target, after, at });
  const isWriter = change.kind === 'correction';
  judging.changed.set(change.target, {
    row: after,
    writers: isWriter ? new Set([...writers, author]) : writers,
  });
  return { change, seenVersion: before.version };
}

function findTarget(
  { changed, published, tally, authors }: Judging,
  target: string,
  at: string,
): TargetState {
  const ofBatch = changed.get(target);
  if (ofBatch) return ofBatch;
  const seq = published.get(target);
  if (seq !== undefined && seq > tally.seq) {
    const detail = 'takes an entry that is published: this one just is being, try again';
    throw new Refusal('busy', 'The entry to be changed is just being published: try again.', {
      errors: [{ pointer: `${at}/target`, detail }],
      retryAfter: 1,
    });
  }
  const state = seq === undefined ? undefined : tally.entryState(seq);
  if (!state) {
    throw refuseField(
      `${at}/target`,
      'takes the id of a count or an update of this board, published or earlier in the same list',
    );
  }
  return { row: state.row, writers: new Set(state.writers.map((seq) => authors.get(seq) ?? null)) };
}

function judgeCorrection(
  judging: Judging,
  { set }: Extract<PostedChange, { kind: 'correction' }>,
  before: FeedRow,
  at: string,
): void {
  if (before.kind === 'update') {
    for (const field of ['op', 'count'] as const) {
      if (set[field] !== undefined)
        throw refuseField(`${at}/set/${field}`, 'is left out: an update has no number');
    }
    if (set.text === null)
      throw refuseField(`${at}/set/text`, 'takes a text: an update is nothing without one');
  }
  judgePlace(judging, set.place ?? undefined, `${at}/set/place`);
  judgeTime(judging, set.asOf, { place: placeAfter(set, before), pointer: `${at}/set/asOf` });
}

function judgePlace({ places }: Judging, place: string | undefined, pointer: string): void {
  if (place !== undefined && !places.has(place)) {
    throw refuseField(pointer, 'takes the id of a place of this board, or is left out for the whole of it');
  }
}

/** The door has looked, but the board may have changed while the post waited for it. A kind with entries never leaves. */
function judgeKind({ board }: Judging, entry: PostedEntry, at: string): void {
  const [kind, field] = entry.kind === 'checked' ? [entry.of, 'of'] : [entry.kind, 'kind'];
  const kinds: readonly string[] = kindsOf(board);
  if (kind !== undefined && !kinds.includes(kind))
    throw refuseField(`${at}/${field}`, `takes one of ${kinds.join(', ')}`);
}

/** The limit is an entry's, however its sources came together; one that it has already takes no room. */
function judgeSources(more: readonly Source[], { sources = [] }: FeedRow, at: string): void {
  const room = LIMITS.sources - sources.length;
  if (newSources(sources, more).length > room) {
    throw refuseField(
      `${at}/sources`,
      `takes at most ${Math.max(0, room)} more: an entry has at most ${LIMITS.sources} sources`,
    );
  }
}

/** @param pointer of the field that says which version was seen, or which entry is meant */
export function refuseStale(version: number, pointer: string): Refusal {
  return new Refusal('stale', `The entry is at version ${version}: look at it again before changing it.`, {
    errors: [{ pointer, detail: `takes the entry at version ${version}: it was changed in the meantime` }],
    version,
  });
}

/** @param at the JSON pointer of the change: one of thousands in a list must be found */
function refuseUnchanged(why: string, at: string): Refusal {
  const errors = [
    { pointer: `${at}/target`, detail: `takes an entry that this changes: the one named ${why}` },
  ];
  return new Refusal('unchanged', `The entry ${why}.`, { errors });
}

function claimFacts(judging: Judging, { id: _, sources, asOf, ...entry }: WithId<PostedClaim>): ClaimFacts {
  return { ...entry, ...settleTime(judging, asOf, entry.place), ...(sources.length > 0 && { sources }) };
}

function settleChange(
  judging: Judging,
  change: WithId<PostedChange>,
  before: FeedRow | undefined,
): WithId<SettledChange> {
  return change.kind === 'correction' ? { ...change, set: settleSet(judging, change.set, before) } : change;
}

function changeFacts({ id: _, version: __, ...change }: WithId<SettledChange>): DraftFacts {
  if (change.kind !== 'status') return change;
  const { sources, ...status } = change;
  return { ...status, ...(sources.length > 0 && { sources }) };
}

function checkedFacts({ id: _, ...checked }: WithId<Extract<PostedEntry, { kind: 'checked' }>>): DraftFacts {
  return checked;
}
