/** The composer: what is typed there, saved on this device as it is typed, and its way into the outbox. */
import type { ComputedRef, Ref } from 'vue';
import { computed, ref, shallowRef, watch } from 'vue';
import type { EntryToPost } from '#shared/entry.ts';
import { kindsOf } from '#shared/kind-words.ts';
import type { Kind, WithKinds } from '#shared/kinds.ts';
import { countKindsOf } from '#shared/kinds.ts';
import { removeForbidden } from '#shared/reading/marks.ts';
import type { FeedRow } from '#shared/snapshot.ts';
import type { Instant } from '#shared/time.ts';
import { correctionOf } from './correction.ts';
import type { Choices, Draft, DraftField, InputProblem, ProblemCode, ReadDraft } from './draft.ts';
import { emptyDraft, entryOf, readDraft } from './draft.ts';
import type { DraftSlot } from './draft-slot.ts';

export interface ComposerParts {
  choices: Readonly<Ref<Choices>>;
  /** The present moment, as entries of this kind at this place mean it. */
  now(kind: Kind, place: string | null | undefined): Instant;
  /** Changes as the time passes: what a draft is read as depends on it. */
  step: Readonly<Ref<unknown>>;
  slot: Pick<DraftSlot, 'read' | 'write'>;
  save(entry: EntryToPost, target: FeedRow | undefined): Promise<unknown>;
}

export type Posted =
  | { is: 'saved' }
  | { is: 'incomplete'; field: DraftField }
  | { is: 'busy' }
  | { is: 'not-saved' };

export interface DeskComposer {
  readonly draft: Ref<Draft>;
  readonly read: ComputedRef<ReadDraft>;
  readonly choices: Readonly<Ref<Choices>>;
  /** What is wrong with a field. An empty field is no problem before the first try at posting. */
  problemAt(field: DraftField): InputProblem | undefined;
  /** Takes the signs out of a text that may not stand in it. */
  mend(field: 'sources' | 'text' | 'reason'): void;
  /** Begins a new entry of a kind; what is typed stays, unless it was a correction. */
  start(kind: Kind): void;
  /** Fills the composer; what stood there can be brought back. */
  fill(draft: Draft): void;
  clear(): void;
  /** What the composer held before it was last cleared or filled; false where there is nothing. */
  bringBack(): boolean;
  post(): Promise<Posted>;
}

const EMPTINESS = new Set<ProblemCode>([
  'empty',
  'no-place',
  'no-text',
  'no-reason',
  'nothing-changed',
  'no-claimant',
]);

export async function createDeskComposer(parts: ComposerParts): Promise<DeskComposer> {
  const { choices, now, step, save } = parts;
  const draft = await openDraft(parts);
  const before = shallowRef<Draft>();
  const isTried = ref(false);
  let isSaving = false;

  const readNow = () => readDraft(draft.value, choices.value, (place) => now(draft.value.kind, place));
  const read = computed(() => {
    void step.value;
    return readNow();
  });
  const entry = (as = read.value): EntryToPost | undefined =>
    draft.value.correcting ? correctionOf(draft.value, as) : entryOf(draft.value, as);
  const firstProblem = () =>
    read.value.problems[0] ?? { field: 'count' as const, problem: 'nothing-changed' as const };
  const replace = (next: Draft) => {
    draft.value = fitDraft(next, choices.value.board);
    isTried.value = false;
  };
  const fill = (next: Draft) => {
    // A second Escape, on an empty composer, must not cost what the first one cleared.
    if (holdsAnything(draft.value)) before.value = toPlain(draft.value);
    replace(next);
  };

  return {
    draft,
    read,
    choices,
    problemAt(field) {
      const found = read.value.problems.find((one) => one.field === field);
      if (found) return isTried.value || !EMPTINESS.has(found.problem) ? found : undefined;
      const isUnchanged = isTried.value && read.value.problems.length === 0 && !entry();
      return isUnchanged && field === 'count' ? { problem: 'nothing-changed' } : undefined;
    },
    mend(field) {
      draft.value[field] = removeForbidden(draft.value[field]);
    },
    start(kind) {
      if (draft.value.correcting) fill(emptyDraft(kind));
      else draft.value.kind = kind;
    },
    fill,
    clear: () => fill(emptyDraft(draft.value.kind)),
    bringBack() {
      const next = before.value;
      if (!next) return false;
      before.value = undefined;
      fill(next);
      return true;
    },
    async post() {
      if (isSaving) return { is: 'busy' };
      // The draft is read again now: what was last shown may be a second old.
      const ready = entry(readNow());
      isTried.value = true;
      if (!ready) return { is: 'incomplete', field: firstProblem().field };
      isSaving = true;
      try {
        await save(toPlain(ready), draft.value.correcting && toPlain(draft.value.correcting));
      } catch {
        return { is: 'not-saved' };
      } finally {
        isSaving = false;
      }
      // The claimant stays for the next post; place and sources differ each time.
      const { correcting, kind, claimant, chosenClaimant } = draft.value;
      replace({ ...emptyDraft(kind), ...(!correcting && { claimant, chosenClaimant }) });
      return { is: 'saved' };
    },
  };
}

/** What stands in the composer: stored as it is typed, and always of a kind that the board has. */
async function openDraft({ choices, slot }: ComposerParts): Promise<Ref<Draft>> {
  const stored = await slot.read();
  const { board } = choices.value;
  const draft = ref<Draft>(isDraft(stored) ? fitDraft(stored, board) : emptyDraft(fitKind(undefined, board)));
  watch(
    () => choices.value.board.kinds,
    () => {
      draft.value = fitDraft(draft.value, choices.value.board);
    },
  );
  watch(draft, (typed) => void slot.write(toPlain(typed)), { deep: true });
  return draft;
}

/** A number was counted of its kind: where that leaves the board, it is never said of another one. */
function fitDraft(draft: Draft, board: WithKinds): Draft {
  const kind = fitKind(draft.kind, board);
  return kind === draft.kind ? draft : { ...draft, kind, count: '' };
}

/** The last count kind stands in for a kind that the board does not have. */
function fitKind(kind: Kind | undefined, board: WithKinds): Kind {
  return kindsOf(board).find((one) => one === kind) ?? countKindsOf(board).at(-1) ?? 'update';
}

function holdsAnything({ place, count, time, sources, text, reason }: Draft): boolean {
  return [place, count, time, sources, text, reason].some((typed) => typed.trim() !== '');
}

/** A copy without Vue's proxies, which IndexedDB cannot store. */
function toPlain<Value extends object>(value: Value): Value {
  return JSON.parse(JSON.stringify(value)) as Value;
}

/** Whether what an earlier page stored has the form of a draft. */
function isDraft(stored: unknown): stored is Draft {
  if (typeof stored !== 'object' || stored === null) return false;
  const texts = ['place', 'count', 'time', 'sources', 'text', 'reason', 'claimant', 'kind', 'status'];
  return texts.every((field) => typeof Reflect.get(stored, field) === 'string');
}
