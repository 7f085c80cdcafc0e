/** What is wrong, as an RFC 9457 problem document: from a refusal, or from what a schema did not take. */
import { z } from 'zod';
import type { Problem } from '#shared/answers.ts';
import { pointTo } from '../json-pointer.ts';
import type { RefusalExtras } from '../refusal.ts';
import { REFUSALS, Refusal } from '../refusal.ts';
import type { Turns } from './turns.ts';

/** More than a person reads; a batch of 10,000 entries can have as many errors. */
const MOST_ERRORS = 50;

/** The problem document of a refusal. `type` is a relative address that stays the same. */
export function describeRefusal(refusal: Refusal): Problem {
  const { code, message, extras } = refusal;
  const { status, title, retry } = REFUSALS[code];
  const seconds = retryAfter(refusal);
  return {
    type: `/problems/${code}`,
    title,
    status,
    detail: message,
    ...(retry && { retry }),
    ...extras,
    // Over a socket there is no header to say it.
    ...(seconds !== undefined && { retryAfter: seconds }),
  };
}

/** Seconds for `Retry-After`, where the answer has one. */
export function retryAfter({ code, extras }: Refusal): number | undefined {
  const { status } = REFUSALS[code];
  return extras.retryAfter ?? (status === 429 || status === 503 ? 1 : undefined);
}

/** What the schema makes of an input. @throws Refusal `invalid` that names every field that is wrong. */
export function parseWith<Out>(schema: z.ZodType<Out>, input: unknown): Out {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  throw refuseFields(result.error.issues.flatMap((issue) => describeIssue(issue)));
}

/** Items of a list that are checked in one turn: some milliseconds, where each has its sources. */
const ITEMS_AT_ONCE = 100;

/**
 * The same for a list of any length, a piece in each turn: to check 10,000 entries takes longer than anybody else should
 * wait. A list that is too long is refused by its length alone.
 * @param schema takes the whole list, and any piece of it
 */
export async function parseListWith<Out>(
  schema: z.ZodType<Out>,
  input: readonly unknown[],
  { most, turns }: { most: number; turns: Turns },
): Promise<unknown> {
  if (input.length <= ITEMS_AT_ONCE || input.length > most) return parseWith(schema, input);
  const items: unknown[] = [];
  const errors: { pointer: string; detail: string }[] = [];
  for (let at = 0; at < input.length; at += ITEMS_AT_ONCE) {
    await turns.take();
    const { success, data, error } = schema.safeParse(input.slice(at, at + ITEMS_AT_ONCE));
    if (success && Array.isArray(data)) items.push(...data);
    else errors.push(...(error?.issues ?? []).flatMap((issue) => describeIssue(issue, at)));
  }
  if (errors.length > 0) throw refuseFields(errors);
  return items;
}

export function refuseFields(
  errors: readonly { pointer: string; detail: string }[],
  extras: RefusalExtras = {},
): Refusal {
  const [first = { pointer: '#', detail: 'is not what is taken here' }] = errors;
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : '';
  return new Refusal('invalid', `${first.pointer} ${first.detail}${more}`, {
    ...extras,
    errors: errors.slice(0, MOST_ERRORS),
  });
}

/** @param from the number of the first item in the whole list, where a piece of it was checked */
function describeIssue(issue: z.core.$ZodIssue, from = 0): { pointer: string; detail: string }[] {
  const { message: detail } = issue;
  const [first, ...rest] = issue.path;
  const path = typeof first === 'number' ? [first + from, ...rest] : issue.path;
  const unrecognized = listUnrecognized(issue);
  if (!unrecognized) return [{ pointer: pointTo(path), detail }];
  return unrecognized.map((key) => ({ pointer: pointTo([...path, key]), detail }));
}

function listUnrecognized(issue: z.core.$ZodIssue): readonly string[] | undefined {
  // One body has room for half a million of them.
  if (issue.code === 'unrecognized_keys') return issue.keys.slice(0, MOST_ERRORS);
  // `chosenSchema` passes them on under this name.
  const passedOn: unknown = issue.code === 'custom' ? issue.params?.unrecognized : undefined;
  return Array.isArray(passedOn) ? passedOn.slice(0, MOST_ERRORS).map(String) : undefined;
}

// Zod says that a key is unknown, but not which ones there are, and what it expected in its own terms. The schemas'
// own messages come first; this fills in for those that have none.
z.config({ customError: sayWhatIsTaken });

function sayWhatIsTaken(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'unrecognized_keys':
      return `is not a field here; takes ${listKeys(issue.inst).join(', ') || 'no fields'}`;
    case 'invalid_type':
      return TAKEN[issue.expected] ?? `takes ${issue.expected}`;
    case 'invalid_value':
      return `takes ${issue.values.map(String).join(' or ')}`;
    case 'too_small':
      return `takes at least ${issue.minimum}${unitOf(issue.origin)}`;
    case 'too_big':
      return `takes at most ${issue.maximum}${unitOf(issue.origin)}`;
    default:
      return undefined;
  }
}

const TAKEN: Readonly<Record<string, string>> = {
  int: 'takes a whole number',
  number: 'takes a number',
  string: 'takes a text',
  boolean: 'takes true or false',
  object: 'takes an object',
  record: 'takes an object',
  array: 'takes a list',
};

function unitOf(origin: string): string {
  if (origin === 'string') return ' characters';
  return origin === 'array' ? ' items' : '';
}

/** The fields that the schema of an object takes. */
function listKeys(schema: unknown): string[] {
  return schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
}
