/** The replay of 21 April 2021, stopped in the evening: a board as full as people see it. */
import { APRIL_21, readScenario } from '../../server/demo/scenario.ts';
import { permitRole } from '../../server/desk/admission.ts';
import { inList } from '../../server/json-pointer.ts';
import type { Running } from '../../server/start.ts';

export const OPERATOR = { name: 'Lena', password: 'correct horse battery' };
/** Late enough that the cities' figures run ahead of the stated total. */
const STOPS_AT = Date.parse('2021-04-21T22:40+03:00');

/** Makes the board and fills it, as an operator; returns its slug. */
export async function fillEvening({ people, desk }: Running): Promise<string> {
  const { board, steps } = readScenario(APRIL_21);
  const { operator } = await people.signIn(OPERATOR.name, OPERATOR.password, { address: 'evening' });
  await desk.makeBoard(permitRole(operator, 'admin', '*'), board);
  const posting = permitRole(operator, 'editor', board.slug);
  for (const { at, entries } of steps) {
    if (at <= STOPS_AT) await desk.post(posting, entries, inList());
  }
  return board.slug;
}
