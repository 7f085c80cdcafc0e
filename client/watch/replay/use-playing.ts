/** Plays a replay: the entries come as fast as they were published, or so many times faster. */
import type { Ref } from 'vue';
import { onScopeDispose, ref, watch } from 'vue';
import type { Instant } from '#shared/time.ts';
import type { Timeline } from './play-time.ts';

export const SPEEDS = [1, 60, 600] as const;
export type Speed = (typeof SPEEDS)[number];

/** Milliseconds between two looks at the clock. */
const STEP = 250;

interface Played {
  seq: Ref<number>;
  head: number;
  timeline: Timeline;
  /** When the entry that is shown was published; undefined while none is. */
  timeOf(): Instant | undefined;
  /** Whether what is shown is what is wished for: a slow server is waited for. */
  isShown(): boolean;
  prefetch(seq: number): void;
}

export interface Playing {
  isPlaying: Ref<boolean>;
  speed: Ref<Speed>;
}

export function usePlaying({ seq, head, timeline, timeOf, isShown, prefetch }: Played): Playing {
  const isPlaying = ref(false);
  const speed = ref<Speed>(60);
  let timer: ReturnType<typeof setInterval> | undefined;
  /** The replay's clock, and what it was set by. */
  let clock: Instant | undefined;
  let last = 0;

  function step(): void {
    const now = performance.now();
    const passed = Math.min(now - last, 4 * STEP);
    last = now;
    timeline.readAhead(seq.value);
    // Nobody watches a hidden page.
    if (document.visibilityState === 'hidden' || !isShown()) return;
    clock = (clock ?? timeOf() ?? 0) + passed * speed.value;
    seq.value = timeline.newestAt(seq.value, clock)?.seq ?? seq.value;
    const next = timeline.newestAt(seq.value + 1, clock + 4 * STEP * speed.value);
    if (next) prefetch(next.seq);
    if (seq.value >= head) isPlaying.value = false;
  }

  watch(isPlaying, (plays) => {
    clearInterval(timer);
    clock = undefined;
    last = performance.now();
    // From its end it plays anew.
    if (plays && seq.value >= head) seq.value = 1;
    if (plays) timer = setInterval(step, STEP);
  });
  onScopeDispose(() => clearInterval(timer));
  return { isPlaying, speed };
}
