/**
 * What it takes to call an entry confirmed, by the board's rule. `second-person`: nobody alone. Whoever posted or
 * corrected an entry counts as its author, and confirming it takes somebody else. Whoever corrects it while it is
 * confirmed would say alone what nobody has confirmed: the confirmation is taken back first. `two-sources`: at least two
 * different ones stand on it afterwards.
 */
import type { Board } from '#shared/board.ts';
import { countSources } from '#shared/different-sources.ts';
import type { PostedEntry } from '#shared/entry.ts';
import type { FeedRow } from '#shared/snapshot.ts';
import { supportOf } from '#shared/support.ts';
import { Refusal } from '../refusal.ts';

/** An entry as it stands while a batch is judged: as the tally has it, or as earlier entries of the batch leave it. */
export interface TargetState {
  row: FeedRow;
  /** Ids of those who posted or corrected it; null is the server itself. */
  writers: ReadonlySet<string | null>;
}

interface Judged {
  entry: PostedEntry;
  /** Who posts. */
  author: string;
  /** The target of a change; undefined for an entry that is posted now. */
  before: TargetState | undefined;
  after: FeedRow;
  /** JSON pointer of the entry. */
  at: string;
}

/** @throws Refusal `second-person`, `two-sources` */
export function judgeConfirming(rule: Board['confirming'], judged: Judged): void {
  const field = fieldThatConfirms(judged);
  if (field === undefined) return;
  const { author, before, after, at } = judged;
  const isAlone = field === 'set' || before === undefined || before.writers.has(author);
  if (rule === 'second-person' && isAlone) refuse('second-person', `${at}/${field}`, SECOND_PERSON[field]);
  const sources = countSources(supportOf(after));
  if (rule === 'two-sources' && sources < 2) {
    const pointer = field === 'set' ? `${at}/set/sources` : `${at}/sources`;
    refuse(
      'two-sources',
      pointer,
      `takes two different sources for a confirmed entry: it would have ${sources}`,
    );
  }
}

const SECOND_PERSON = {
  status:
    'takes reported or disputed: on this board an entry is confirmed by somebody who did not write or correct it',
  set: 'takes an entry that is not confirmed, whoever corrects it: take the confirmation back first (a status reported, which may come before it in the same list)',
} as const;

/** The field by which the entry comes to be confirmed, or stays so with other content. */
function fieldThatConfirms({ entry, before }: Judged): keyof typeof SECOND_PERSON | undefined {
  if (entry.kind === 'correction') return before?.row.status === 'confirmed' ? 'set' : undefined;
  return 'status' in entry && entry.status === 'confirmed' ? 'status' : undefined;
}

function refuse(code: 'second-person' | 'two-sources', pointer: string, detail: string): never {
  throw new Refusal(code, `${pointer} ${detail}.`, { errors: [{ pointer, detail }] });
}
