/** The forms of names and ids that travel between the two sides. */
import { z } from 'zod';
import { CLAIMANT_ID, PLACE_ID, SLUG } from './id-forms.ts';
import { isKindId } from './kind-words.ts';
import { isZone } from './time.ts';

const takesId = 'takes a UUID of version 4, 5 or 8';
const UUID = /^[\da-f]{8}-[\da-f]{4}-([\da-f])[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/i;
const TAKEN = ['4', '5', '8'];
/** Why the other versions are not: a public id says nothing of when and where it was made, or by which broken hash. */
const REFUSED: Readonly<Record<string, string>> = {
  '1': 'one of version 1 carries the time and the machine at which it was made',
  '2': 'one of version 2 carries the time, the machine and the account with which it was made',
  '3': 'one of version 3 is made by MD5: two sources can be made to have the same id',
  '6': 'one of version 6 carries the time and the machine at which it was made',
  '7': 'one of version 7 carries the time at which it was made',
};

/** Random, or derived from what it stands for: version 4, 5 or 8 of RFC 9562. */
export const idSchema = z.string({ error: takesId }).transform((id, context) => {
  const version = UUID.exec(id)?.[1];
  if (version !== undefined && TAKEN.includes(version)) return id.toLowerCase();
  const message = version === undefined ? takesId : sayRefused(version);
  context.addIssue({ code: 'custom', message });
  return z.NEVER;
});

function sayRefused(version: string): string {
  return `${takesId}: ${REFUSED[version] ?? `version ${version} means nothing`}`;
}

export const placeIdSchema = z.string({ error: 'takes the id of a place' }).regex(PLACE_ID.pattern, {
  error: 'takes the id of a place: up to 64 letters, digits, "-", "_" or "."',
});

const takesKind =
  'takes the id of a kind: a to z, then up to 39 of a to z, 0 to 9 and "-", and no word that means something else in an entry';
/** Of a kind that a board brings. */
export const kindIdSchema = z.string({ error: takesKind }).refine(isKindId, { error: takesKind });

export const claimantIdSchema = z
  .string({ error: 'takes the id of a claimant' })
  .regex(CLAIMANT_ID.pattern, { error: 'takes a claimant\'s id: 1 to 40 of a to z, 0 to 9 and "-"' });

export const slugSchema = z.string({ error: 'takes the slug of a board' }).regex(SLUG.pattern, {
  error: 'takes 1 to 64 of a to z, 0 to 9 and "-", not beginning with "-"',
});

export const zoneSchema = z
  .string({ error: 'takes the name of a time zone, e.g. Europe/Moscow' })
  .refine(isZone, { error: 'takes the name of a time zone, e.g. Europe/Moscow' });
