/** The claimant of a count for which none is named: this tracker's own count. */
export const DESK = 'desk';

/** The form of a claimant's id. */
export const CLAIMANT_ID = /^[a-z0-9-]{1,40}$/;
