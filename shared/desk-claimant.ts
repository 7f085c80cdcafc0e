/** The claimant of a count for which none is named: this tracker's own count. */
export const DESK = 'desk';
