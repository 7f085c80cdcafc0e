/** The catalogue of refusals. Code that refuses throws one; the doors alone turn it into a problem document. */
import type { Problem } from '#shared/answers.ts';

/** Each refusal's status, its short title, and whether the same request may succeed later. */
export const REFUSALS = {
  'not-readable': { status: 400, title: 'The request could not be read', retry: false },
  'signed-out': { status: 401, title: 'Sign in first', retry: false },
  'wrong-password': { status: 401, title: 'The name or the password is wrong', retry: false },
  forbidden: { status: 403, title: 'Your role does not allow this', retry: false },
  'second-person': { status: 403, title: 'Somebody else has to confirm this', retry: false },
  'foreign-origin': { status: 403, title: 'The request comes from another site', retry: false },
  'not-found': { status: 404, title: 'There is nothing here', retry: false },
  'no-board': { status: 404, title: 'There is no such board', retry: false },
  'method-not-allowed': { status: 405, title: 'This address does not take that method', retry: false },
  conflict: { status: 409, title: 'The same id was posted with another body', retry: false },
  'board-exists': { status: 409, title: 'There is a board with this slug', retry: false },
  'name-taken': { status: 409, title: 'There is a person with this name', retry: false },
  stale: { status: 409, title: 'The entry was changed in the meantime', retry: false },
  unchanged: { status: 409, title: 'The change changes nothing', retry: false },
  'place-in-use': { status: 409, title: 'A place with entries may be hidden, not left out', retry: false },
  'kind-in-use': { status: 409, title: 'A kind with entries may be renamed, not left out', retry: false },
  gone: { status: 410, title: 'It is no longer here', retry: false },
  'too-large': { status: 413, title: 'The request is too large', retry: false },
  'not-json': { status: 415, title: 'The request is not JSON', retry: false },
  invalid: { status: 422, title: 'The request is readable, but something in it is wrong', retry: false },
  'two-sources': { status: 422, title: 'A confirmed entry takes two sources here', retry: false },
  'too-many': { status: 429, title: 'Too many requests', retry: true },
  failed: { status: 500, title: 'Something went wrong here', retry: true },
  busy: { status: 503, title: 'The server is busy', retry: true },
  damaged: { status: 503, title: 'The numbers of this board are withheld', retry: true },
  'cannot-store': { status: 503, title: 'Nothing can be stored at the moment', retry: true },
} as const;
export type RefusalCode = keyof typeof REFUSALS;

/** What a problem document may carry besides its code and its sentence. */
export type RefusalExtras = Pick<
  Problem,
  'errors' | 'version' | 'serverTime' | 'since' | 'store' | 'inUse'
> & {
  /** Seconds after which it is worth trying again. */
  retryAfter?: number;
};

export class Refusal extends Error {
  readonly code: RefusalCode;
  readonly extras: RefusalExtras;
  /** `detail` is one sentence for the person who asked: what was wrong and what would be taken. */
  constructor(code: RefusalCode, detail: string, extras: RefusalExtras = {}) {
    super(detail);
    this.name = 'Refusal';
    this.code = code;
    this.extras = extras;
  }
}

/** A refusal of one field: `pointer` is a JSON pointer such as `#/count/low`. */
export function refuseField(pointer: string, detail: string, extras: RefusalExtras = {}): Refusal {
  return new Refusal('invalid', `${pointer} ${detail}`, { ...extras, errors: [{ pointer, detail }] });
}
