/** Which stretch of the time is shown after a key, a drag or a pinch. The whole range is undefined. */
import type { Instant } from '#shared/time.ts';
import type { Stretch } from './choice.ts';

/** What is shown now, and the most that can be. */
export interface Zoomed {
  shown: Stretch;
  whole: Stretch;
}

/** A stretch of less has nothing in it to be seen. */
const LEAST = 60_000;
const FACTOR = 2;
const PAN = 0.25;

export function fitStretch({ from, to }: Stretch, whole: Stretch): Stretch | undefined {
  const length = Math.max(LEAST, to - from);
  if (length >= whole.to - whole.from) return undefined;
  const begin = Math.min(Math.max(from, whole.from), whole.to - length);
  return { from: Math.round(begin), to: Math.round(begin + length) };
}

/** @returns null where the key is none of these. */
export function zoomByKey(
  { key, shiftKey }: Pick<KeyboardEvent, 'key' | 'shiftKey'>,
  { shown, whole }: Zoomed,
  around: Instant,
): Stretch | undefined | null {
  const length = shown.to - shown.from;
  const pan = (share: number) =>
    fitStretch({ from: shown.from + share * length, to: shown.to + share * length }, whole);
  if (shiftKey && key === 'ArrowLeft') return pan(-PAN);
  if (shiftKey && key === 'ArrowRight') return pan(PAN);
  if (key === '+' || key === '=') return scale({ shown, whole }, around, 1 / FACTOR);
  if (key === '-' || key === '−') return scale({ shown, whole }, around, FACTOR);
  return key === '0' ? undefined : null;
}

/** What lies at `around` stays where it is. */
function scale({ shown, whole }: Zoomed, around: Instant, factor: number): Stretch | undefined {
  const fixed = Math.min(Math.max(around, shown.from), shown.to);
  return fitStretch(
    { from: fixed - (fixed - shown.from) * factor, to: fixed + (shown.to - fixed) * factor },
    whole,
  );
}

/** Between where a drag began and where it ends, in parts of the plot; a tremble is none. */
export function zoomByDrag([a, b]: [number, number], { shown, whole }: Zoomed): Stretch | undefined | null {
  if (Math.abs(a - b) < 0.015) return null;
  const at = (share: number) => shown.from + Math.min(Math.max(share, 0), 1) * (shown.to - shown.from);
  return fitStretch({ from: at(Math.min(a, b)), to: at(Math.max(a, b)) }, whole);
}

/**
 * Two fingers keep the times that lay under them.
 * @param before where the two lay when the second came, in parts of the plot that was shown then
 * @param after where they lie now
 */
export function zoomByPinch(
  before: [number, number],
  after: [number, number],
  { shown, whole }: Zoomed,
): Stretch | undefined | null {
  const [spread, now] = [before[1] - before[0], after[1] - after[0]];
  if (Math.abs(now) < 0.02 || Math.abs(spread) < 0.02) return null;
  const length = ((shown.to - shown.from) * spread) / now;
  if (length <= 0) return null;
  const fixed = shown.from + before[0] * (shown.to - shown.from);
  const from = fixed - after[0] * length;
  return fitStretch({ from, to: from + length }, whole);
}

type Pointer = Pick<PointerEvent, 'pointerId' | 'pointerType'>;

/** Follows the pointers over the plot; where they lie is told in parts of it. */
export function createGestures(onSelect: (selected: [number, number] | undefined) => void) {
  const down = new Map<number, { began: number; at: number }>();
  const cancel = ({ pointerId }: Pointer) => {
    down.delete(pointerId);
    onSelect(undefined);
  };
  return {
    begin({ pointerId }: Pointer, at: number): void {
      // A second finger begins a pinch: both begin anew.
      for (const finger of down.values()) finger.began = finger.at;
      down.set(pointerId, { began: at, at });
    },
    /** @returns whether it is a pinch, which reads nothing */
    drag({ pointerId, pointerType }: Pointer, at: number): boolean {
      const finger = down.get(pointerId);
      if (finger) finger.at = at;
      if (finger && pointerType === 'mouse') onSelect([finger.began, at]);
      return down.size > 1;
    },
    /** @returns null where nothing is zoomed */
    end(pointer: Pointer, view: Zoomed): Stretch | undefined | null {
      const [first, second] = [...down.values()].sort((a, b) => a.began - b.began);
      cancel(pointer);
      if (first && second) {
        down.clear();
        return zoomByPinch([first.began, second.began], [first.at, second.at], view);
      }
      return first && pointer.pointerType === 'mouse' ? zoomByDrag([first.began, first.at], view) : null;
    },
    cancel,
  };
}
