/** The word of somebody who knows whether the clock is right. */
import type { Answers, ClockDoubt } from '#shared/answers.ts';
import { formatInstant } from '#shared/time.ts';
import type { Clock } from '../clock.ts';
import type { ClockWatch } from '../clock-watch.ts';
import type { PeopleStore } from '../ledger/people-store.ts';
import { Refusal } from '../refusal.ts';
import type { Permit } from './admission.ts';

export interface ClockWord {
  /** Why the clock is doubtful; undefined while it is not. */
  doubt(): ClockDoubt | undefined;
  /**
   * Takes the clock for right. Answers what it shows, and what was doubtful.
   * @throws Refusal `unchanged` where nothing was doubtful
   */
  trust(permit: Permit<'admin'>): Promise<Answers['trustClock']>;
}

export interface ClockWordParts {
  watch: Pick<ClockWatch, 'doubt' | 'trust'>;
  clock: Clock;
  store: Pick<PeopleStore, 'record'>;
}

export function createClockWord({ watch, clock, store }: ClockWordParts): ClockWord {
  return {
    doubt: () => watch.doubt(),
    async trust({ operator }) {
      const was = watch.doubt();
      if (!was) throw new Refusal('unchanged', 'Nothing is doubtful about the clock.');
      const subject = 'ahead' in was ? `right, ahead by ${was.ahead} s` : `right, behind by ${was.behind} s`;
      // Written down first: what cannot be must not be done.
      await store.record({ at: clock.now(), personId: operator.id, action: 'clock', subject });
      watch.trust();
      return { now: formatInstant(clock.now()), was };
    },
  };
}
