/** The parts of the tallies that are no number, as the watch page's script loads them. */
import CountBody from './CountBody.vue';
import UpdateTally from './UpdateTally.vue';

export const bodies = { CountBody, UpdateTally };
