/** What did not work, in the operator's language: a refusal of the server, or that it does not answer. */
import type { Problem } from '#shared/answers.ts';
import type { FeedRow } from '#shared/snapshot.ts';
import type { DeskWords } from '../words/desk-words.ts';
import type { Locale } from '../words/locale.ts';
import type { OutboxItem } from './outbox/outbox-item.ts';
import type { Trouble } from './people/desk-session.ts';

/** A refusal has words by its code, and those of a field name it. The server's own words are English, and are for programs. */
export function describeProblem(
  { type, errors, serverTime, store }: Problem,
  { say, words }: Wording,
): string {
  const fields = [...new Set(errors?.flatMap(({ pointer }) => fieldAt(pointer, words)))];
  if (serverTime !== undefined) return say(words.refusedAhead, { time: serverTime.slice(11, 19) });
  if (store !== undefined && Object.hasOwn(words.cannotStore, store)) return words.cannotStore[store];
  const code = type.split('/').at(-1) ?? '';
  const isField = code === 'invalid' && fields.length > 0;
  if (isField) return say(words.refusedFields, { fields: fields.join(', ') });
  return Object.hasOwn(words.refusals, code)
    ? words.refusals[code as keyof DeskWords['refusals']]
    : words.refusals.invalid;
}

export interface Wording {
  say: Locale['say'];
  words: DeskWords;
}

/** The field of an entry that a JSON pointer is about, in words: of `#/entries/0/set/count/low` the count. */
function fieldAt(pointer: string, words: DeskWords): string[] {
  const field = pointer.split('/').find((step) => step === 'reason' || Object.hasOwn(words.fields, step));
  if (field === undefined) return [];
  return [field === 'reason' ? words.composer.reason : words.fields[field as keyof DeskWords['fields']]];
}

/** Why a post of the outbox was refused, in the words of its case. `now` is its target as it is. */
export function describeRefusal(
  item: OutboxItem,
  problem: Problem,
  now: FeedRow | undefined,
  wording: Wording & Pick<Locale, 'messages'>,
): string {
  const { words, say, messages } = wording;
  const values = { seq: String(item.target?.seq ?? '') };
  const isUnchanged = problem.type.endsWith('/unchanged');
  if (now?.retracted && (isUnchanged || problem.type.endsWith('/stale')))
    return say(words.outbox.retracted, values);
  const { entry } = item;
  if (isUnchanged && entry.kind === 'status')
    return say(words.outbox.already, { ...values, status: messages.status[entry.status] });
  return describeProblem(problem, wording);
}

/** What went wrong with a form, as one sentence. */
export function describeTrouble(trouble: Trouble, words: DeskWords, { say, duration }: Locale): string {
  if (trouble.is === 'unreachable') return words.unreachable;
  const { problem, status } = trouble;
  if (status === 429 && problem.retryAfter !== undefined)
    return say(words.tryAgainIn, { time: duration(problem.retryAfter * 1000, 'seconds') });
  return describeProblem(problem, { words, say });
}

/** What the server said of a field, by its JSON pointer, e.g. `#/name`, and of the fields within it. */
export function troubleAt(trouble: Trouble | undefined, pointer: string): string | undefined {
  if (trouble?.is !== 'refused') return undefined;
  const found = trouble.problem.errors?.filter(
    (error) => error.pointer === pointer || error.pointer.startsWith(`${pointer}/`),
  );
  return found?.map(({ detail }) => detail).join('; ') || undefined;
}
