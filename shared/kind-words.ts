/** Which words are kinds, and which are not: what the first numbers of a page need none of. */
import type { CountKind, Kind, WithKinds } from './kinds.ts';
import { countKindsOf } from './kinds.ts';

/** The kinds that a board counts, with updates at the end. */
export function kindsOf(board: WithKinds): readonly Kind[] {
  return [...countKindsOf(board), 'update'];
}

/** Whether entries of this kind carry a number that somebody states. */
export function isCountKind(kind: Kind): kind is CountKind {
  return kind !== 'update';
}

/** The forms of an entry that is neither a count nor an update. */
export const POSTED_FORMS = ['correction', 'retraction', 'status', 'mark', 'checked'] as const;
/** The forms of a line that is neither: routes of their own make the last two. */
export const OTHER_FORMS = [...POSTED_FORMS, 'board', 'erasure'] as const;

/** Whether an entry of this form is a count or an update; else it is about another one, or the board. */
export function isKind(form: Kind | (typeof OTHER_FORMS)[number]): form is Kind {
  return !(OTHER_FORMS as readonly string[]).includes(form);
}

const KIND_ID = /^[a-z][a-z0-9-]{0,39}$/;
/** What means something else where a kind's id stands: in an entry, beside the figures of a place, and in JavaScript. */
const TAKEN: readonly string[] = ['update', ...OTHER_FORMS, 'id', 'all', 'constructor'];

/** Whether a text can be the id of a kind that a board brings. */
export function isKindId(text: string): text is CountKind {
  return KIND_ID.test(text) && !TAKEN.includes(text);
}
