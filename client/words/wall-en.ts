/** The wall in English. */

export const wallEn = {
  since: 'Not live since {time}',
  newest: 'The newest update',
  some: '{shown} of {count} zones',
} as const;
