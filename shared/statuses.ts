/** How sure an entry is. Beside entry.ts, so that a page has the list without the schemas. */
export const STATUSES = ['reported', 'confirmed', 'disputed'] as const;
