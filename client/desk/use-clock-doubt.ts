/** Whether the server calls its own clock doubtful, and the entries that are as of later than it shows. */
import type { ComputedRef, Ref, ShallowRef } from 'vue';
import { computed, onUnmounted, ref, shallowRef, watch } from 'vue';
import type { ClockDoubt } from '#shared/answers.ts';
import type { FeedRow, Figures, PlaceRow } from '#shared/snapshot.ts';
import type { Instant } from '#shared/time.ts';
import { parseInstant } from '#shared/time.ts';
import { useDesk, useOpenBoard } from './use-desk.ts';

/** What the notice is about. */
export interface ClockNotice {
  doubt: Readonly<ShallowRef<ClockDoubt | undefined>>;
  /** Newest first, without those that were retracted. */
  later: ComputedRef<readonly FeedRow[]>;
  /** The time that the entry would have had from a clock that had not jumped; undefined where it is not known. */
  meantOf(row: FeedRow): Instant | undefined;
  /** Says that the clock is right. */
  trust(): Promise<void>;
  /** The server did not take what `trust` said. */
  isRefused: Readonly<Ref<boolean>>;
}

const LOOK_MS = 10_000;
/** A device's clock that is taken as right may be this far ahead, in milliseconds. */
const TOLERANCE = 5_000;
/** The search for such entries reads no more rows than this by itself. */
const MOST_ROWS = 2_000;

export function useClockDoubt(): ClockNotice {
  const { api, now, serverNow } = useDesk();
  const { snapshot, ledger, link } = useOpenBoard();
  const doubt = shallowRef<ClockDoubt>();
  const isRefused = ref(false);

  async function look(): Promise<void> {
    if (link.value.is !== 'live') return;
    const result = await api.call('ready');
    if (result.is === 'answered') doubt.value = result.body.clock;
  }
  const timer = setInterval(() => void look(), LOOK_MS);
  onUnmounted(() => clearInterval(timer));
  watch(
    () => link.value.is,
    () => void look(),
    { immediate: true },
  );

  const ahead = computed(() => (doubt.value && 'ahead' in doubt.value ? doubt.value.ahead * 1_000 : 0));
  /** The server's time is asked for at each look: the answer that says its clock has jumped changes it, up to a second before `now` steps. */
  const isLater = (asOf: string) => {
    void now.value;
    return parseInstant(asOf) > serverNow() - ahead.value + TOLERANCE;
  };
  const later = computed(() => {
    const known = new Map([...snapshot.value.feed, ...ledger.rows.value].map((row) => [row.id, row]));
    const found = [...known.values()].filter((row) => !(row.retracted || row.day) && isLater(row.asOf));
    return found.sort((a, b) => b.seq - a.seq);
  });
  /** Some figure is as of later than now, by an entry further back than the rows that were read. */
  const isHidden = computed(() => {
    const { headline, places } = snapshot.value;
    return (
      [headline, ...places].some((figures) => listTimes(figures).some(isLater)) && later.value.length === 0
    );
  });
  watch(
    [isHidden, ledger.rows],
    () => {
      if (isHidden.value && ledger.hasOlder.value && ledger.rows.value.length < MOST_ROWS)
        void ledger.readOlder();
    },
    { immediate: true },
  );

  return {
    doubt,
    later,
    isRefused,
    meantOf: ({ asOf }) => (ahead.value > 0 ? parseInstant(asOf) - ahead.value : undefined),
    async trust() {
      isRefused.value = false;
      const result = await api.call('trustClock', { body: { right: true } });
      // A 409 says that nothing is doubtful any more, which is what was wanted.
      isRefused.value = result.is === 'unreachable' || (result.is === 'refused' && result.status !== 409);
      await look();
    },
  };
}

function listTimes(figures: Figures | PlaceRow): string[] {
  const kinds = Object.values(figures);
  return kinds.flatMap((figure) => (typeof figure === 'object' ? figure.asOf : []));
}
