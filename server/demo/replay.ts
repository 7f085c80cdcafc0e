/** Posts a scenario as its operator would have: what was known before the day at once, then step by step in fast time. */
import { permitRole } from '../desk/admission.ts';
import type { Desk, Operator } from '../desk/contract.ts';
import { inList } from '../json-pointer.ts';
import type { Scenario, Step } from './scenario.ts';

export interface Replay {
  scenario: Scenario;
  desk: Desk;
  operator: Operator;
  /** Milliseconds that the day takes to watch. */
  lengthMs: number;
  /** Resolves after so many milliseconds. */
  wait(ms: number): Promise<void>;
}

/** Hours in which nothing happened, such as the night, pass like one. */
const LONGEST_PAUSE_MS = 3_600_000;

/** Resolves when the last step is posted and the board has ended. */
export async function replay({ scenario, desk, operator, lengthMs, wait }: Replay): Promise<void> {
  const { board, liveFrom, steps } = scenario;
  await desk.makeBoard(permitRole(operator, 'admin', '*'), board);
  const posting = permitRole(operator, 'editor', board.slug);
  const first = steps.findIndex(({ at }) => at >= liveFrom);
  for (const { entries } of steps.slice(0, first)) await desk.post(posting, entries, inList());
  for (const { entries, pauseMs } of pace(steps.slice(first), lengthMs)) {
    await wait(pauseMs);
    await desk.post(posting, entries, inList());
  }
  await desk.changeBoard(permitRole(operator, 'admin', board.slug), { state: 'ended' });
}

/** Each step with the pause before it; all pauses together last `lengthMs`. */
function pace(steps: readonly Step[], lengthMs: number): (Step & { pauseMs: number })[] {
  const pauses = steps.map(({ at }, index) => Math.min(at - (steps[index - 1]?.at ?? at), LONGEST_PAUSE_MS));
  const whole = pauses.reduce((sum, pause) => sum + pause, 0);
  return steps.map((step, index) => ({ ...step, pauseMs: ((pauses[index] ?? 0) / whole) * lengthMs }));
}
