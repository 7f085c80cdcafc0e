/** How far the claimants of each number differ, over time: asked for, and carried on by what they claim now. */
import type { Ref } from 'vue';
import { computed, onScopeDispose, shallowRef, watch } from 'vue';
import type { CountKind } from '#shared/kinds.ts';
import { countKindsOf } from '#shared/kinds.ts';
import type { Figure, Point, Snapshot } from '#shared/snapshot.ts';
import { parseInstant } from '#shared/time.ts';
import { createDelay } from '../net/create-delay.ts';
import type { Choice } from './choice.ts';
import { listContenders } from './contenders.ts';
import { indexAt } from './day-series.ts';
import type { Frame } from './frame.ts';
import type { BoardRequests } from './use-board-requests.ts';

/** The lowest and the highest of the claims as a point's bounds, at each time of which two are known. */
export type Bands = readonly (readonly [CountKind, readonly Point[]])[];

interface Contested {
  kind: CountKind;
  contenders: readonly Figure[];
}

interface Asked {
  band: readonly Point[];
  /** Seconds between its points. */
  step: number;
}

export function followClaims(
  snapshot: Readonly<Ref<Snapshot>>,
  choice: Readonly<Ref<Pick<Choice, 'place' | 'claimant'>>>,
  frame: Readonly<Ref<Frame>>,
  requests: BoardRequests,
): Readonly<Ref<Bands>> {
  const asked = shallowRef<Partial<Record<CountKind, Asked>>>({});
  let asking = 0;

  async function ask(): Promise<void> {
    const mine = ++asking;
    const { place } = choice.value;
    const { from, step } = frame.value;
    const contested = await listContested(snapshot.value, choice.value, requests);
    const answers = contested.map(async ({ kind, contenders }) => {
      const of = { from, step, ...(place !== undefined && { place }) };
      const replies = await Promise.all(
        contenders.map(({ claimant }) => requests.series(kind, { ...of, claimant })),
      );
      const told = replies.filter((reply) => reply !== undefined);
      if (told.length < replies.length) later.start();
      return [kind, { band: spread(told.map(({ points }) => points)), step }] as const;
    });
    const bands = Object.fromEntries(await Promise.all(answers));
    if (mine === asking) asked.value = bands;
  }

  // Apart, so that a tick that changes none of them makes no new band.
  const board = computed(() => snapshot.value.board);
  const claims = computed(() => snapshot.value.claims);
  const headline = computed(() => snapshot.value.headline);
  const later = createDelay(() => void ask());
  const question = computed(() => {
    const { place, claimant } = choice.value;
    return JSON.stringify([place, claimant, frame.value.from, frame.value.step]);
  });
  watch(question, () => void ask(), { immediate: true });
  // What was said of earlier times may be another by now.
  watch(claims, later.start);
  onScopeDispose(() => {
    asking++;
    later.cancel();
  });
  // What one of several says alone is no band.
  return computed(() => {
    if (choice.value.claimant !== undefined) return [];
    const isWhole = choice.value.place === undefined;
    return countKindsOf(board.value).flatMap((kind) => {
      const known = asked.value[kind];
      if (!known || known.band.length === 0) return [];
      const followed = headline.value[kind]?.claimant;
      const now = isWhole ? listContenders(claims.value[kind] ?? [], followed) : [];
      return [[kind, carryOn(known, now)] as const];
    });
  });
}

function contendersOf({ claims, headline }: Snapshot, kind: CountKind): Figure[] {
  return listContenders(claims[kind] ?? [], headline[kind]?.claimant);
}

async function listContested(
  snapshot: Snapshot,
  { place, claimant }: Pick<Choice, 'place' | 'claimant'>,
  requests: BoardRequests,
): Promise<Contested[]> {
  if (claimant !== undefined) return [];
  const found = countKindsOf(snapshot.board).map(async (kind) => {
    if (place === undefined) return { kind, contenders: contendersOf(snapshot, kind) };
    const row = snapshot.places.find(({ id }) => id === place);
    const claims = row?.[kind] ? ((await requests.claims(kind, place)) ?? []) : [];
    return { kind, contenders: listContenders(claims, row?.[kind]?.claimant) };
  });
  return (await Promise.all(found)).filter(({ contenders }) => contenders.length > 1);
}

/** The lowest and the highest at each time that one of them speaks of, from where two are known on. */
export function spread(series: readonly (readonly Point[])[]): Point[] {
  const times = [...new Set(series.flatMap((points) => points.map(([t]) => t)))].sort((a, b) => a - b);
  return times.flatMap((t): Point[] => {
    const said = series.flatMap((points) => points[indexAt(points, t)]?.[2] ?? []);
    return said.length < 2 ? [] : [between(t, said)];
  });
}

function between(t: number, said: readonly number[]): Point {
  const low = Math.min(...said);
  return [t, low, low, Math.max(...said), null];
}

/** What they claim now stands at the end, at the newest time that they claim it for. */
function carryOn({ band, step }: Asked, now: readonly Figure[]): readonly Point[] {
  if (now.length < 2) return band;
  const newest = Math.max(...now.map(({ asOf }) => parseInstant(asOf)));
  const t = Math.max(Math.ceil(newest / (step * 1000)) * step * 1000, band.at(-1)?.[0] ?? 0);
  return [
    ...band.filter(([at]) => at < t),
    between(
      t,
      now.map(({ best }) => best),
    ),
  ];
}
