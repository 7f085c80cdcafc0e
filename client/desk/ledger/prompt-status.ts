/** Which status each prompt gives an entry. */
export const STATUS_OF = { verify: 'confirmed', dispute: 'disputed', unconfirm: 'reported' } as const;
export const PROMPT_OF = { confirmed: 'verify', disputed: 'dispute', reported: 'unconfirm' } as const;
