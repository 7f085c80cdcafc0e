/** The forms of ids that people give: of places, claimants and boards. (ids.ts makes schemas of them; nothing here needs zod.) */

export interface IdForm {
  /** Anchored: it reads no further than the longest that it takes. */
  pattern: RegExp;
  /** Characters of the longest. */
  most: number;
}

export const PLACE_ID: IdForm = { pattern: /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, most: 64 };
export const CLAIMANT_ID: IdForm = { pattern: /^[a-z0-9-]{1,40}$/, most: 40 };
export const SLUG: IdForm = { pattern: /^[a-z0-9][a-z0-9-]{0,63}$/, most: 64 };
