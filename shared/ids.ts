/** The forms of names and ids that travel between the two sides. */
import { z } from 'zod';
import { CLAIMANT_ID } from './desk-claimant.ts';
import { isZone } from './time.ts';

export const idSchema = z
  .uuid({ version: 'v4', error: 'takes a random UUID (version 4)' })
  .transform((id) => id.toLowerCase());

export const placeIdSchema = z
  .string({ error: 'takes the id of a place' })
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, {
    error: 'takes the id of a place: up to 64 letters, digits, "-", "_" or "."',
  });

export const claimantIdSchema = z
  .string({ error: 'takes the id of a claimant' })
  .regex(CLAIMANT_ID, { error: 'takes a claimant\'s id: 1 to 40 of a to z, 0 to 9 and "-"' });

export const slugSchema = z
  .string({ error: 'takes the slug of a board' })
  .regex(/^[a-z0-9][a-z0-9-]{0,63}$/, {
    error: 'takes 1 to 64 of a to z, 0 to 9 and "-", not beginning with "-"',
  });

export const zoneSchema = z
  .string({ error: 'takes the name of a time zone, e.g. Europe/Moscow' })
  .refine(isZone, { error: 'takes the name of a time zone, e.g. Europe/Moscow' });
