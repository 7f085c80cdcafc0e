/** The points of a chosen place or claimant: asked for, and asked for again a while after the board has changed. */
import type { Ref } from 'vue';
import { computed, onScopeDispose, shallowRef, watch } from 'vue';
import { DESK } from '#shared/desk-claimant.ts';
import { kindsOf } from '#shared/kind-words.ts';
import type { Kind } from '#shared/kinds.ts';
import type { Snapshot } from '#shared/snapshot.ts';
import { createDelay } from '../net/create-delay.ts';
import type { Choice } from './choice.ts';
import type { Frame } from './frame.ts';
import type { KindSeries } from './picture.ts';
import { readEnds } from './series-end.ts';
import type { BoardRequests } from './use-board-requests.ts';

type Chosen = Pick<Choice, 'place' | 'claimant'>;

export interface ChosenDay {
  series: Readonly<Ref<Partial<Record<Kind, KindSeries>>>>;
  /** The board as if there were nothing but what is chosen. */
  snapshot: Readonly<Ref<Snapshot>>;
}

export function followChoice(
  board: Readonly<Ref<Snapshot>>,
  chosen: Readonly<Ref<Chosen>>,
  frame: Readonly<Ref<Frame>>,
  requests: BoardRequests,
): ChosenDay {
  const series = shallowRef<Partial<Record<Kind, KindSeries>>>({});
  let asking = 0;

  async function ask(): Promise<void> {
    const mine = ++asking;
    const { place, claimant } = chosen.value;
    const { from, step } = frame.value;
    // An update is nobody's number.
    const kinds = kindsOf(board.value.board).filter((kind) => kind !== 'update' || claimant === undefined);
    const asked = kinds.map(async (kind) => {
      const of = { ...(place !== undefined && { place }), ...(claimant !== undefined && { claimant }) };
      return [kind, await requests.series(kind, { from, step, ...of })] as const;
    });
    const answers = await Promise.all(asked);
    if (mine !== asking) return;
    if (answers.some(([, reply]) => !reply)) later.start();
    series.value = Object.fromEntries(
      answers.flatMap(([kind, reply]) => (reply && reply.points.length > 0 ? [[kind, reply]] : [])),
    );
  }

  const later = createDelay(() => void ask());
  const asked = computed(() => JSON.stringify([chosen.value, frame.value.from, frame.value.step]));
  watch(asked, () => void ask(), { immediate: true });
  watch(() => board.value.headline, later.start);
  onScopeDispose(() => {
    asking++;
    later.cancel();
  });

  const snapshot = computed((): Snapshot => {
    const { goals: _, ...known } = board.value.board;
    const { claimant } = chosen.value;
    const headline = readEnds(known, series.value, () => claimant ?? DESK);
    return {
      ...board.value,
      board: { ...known, goals: {} },
      headline,
      series: {},
      feed: feedOf(board.value, chosen.value),
    };
  });
  return { series, snapshot };
}

function feedOf({ feed }: Snapshot, { place }: Chosen): Snapshot['feed'] {
  return place === undefined ? feed : feed.filter((row) => row.place === place);
}
