/**
 * What stands under the numbers, and around them: a file of its own, which comes beside the numbers' script. Whoever draws
 * tallies has put it here first; the server has it from the start.
 */
import type { Component } from 'vue';

interface TallyBodies {
  CountBody?: Component;
  UpdateTally?: Component;
}

export const tallyBodies: TallyBodies = {};
if (import.meta.env.SSR) Object.assign(tallyBodies, (await import('./under-numbers.ts')).bodies);
