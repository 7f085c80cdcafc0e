/** The server's time as a ref, stepping once a second for the whole page. On the server it stands still. */
import type { InjectionKey, Ref } from 'vue';
import { inject, readonly, ref } from 'vue';
import type { Instant } from '#shared/time.ts';

export const nowKey: InjectionKey<Readonly<Ref<Instant>>> = Symbol('now');

/** @throws Error outside of a page that provides the time. */
export function useNow(): Readonly<Ref<Instant>> {
  const now = inject(nowKey);
  if (!now) throw new Error('no clock is provided here');
  return now;
}

/** Starts the steps. Returns the ref, and what ends them. */
export function stepNow(read: () => Instant): { now: Readonly<Ref<Instant>>; stop: () => void } {
  const now = ref(read());
  const timer = setInterval(() => {
    now.value = read();
  }, 1000);
  return { now: readonly(now), stop: () => clearInterval(timer) };
}
