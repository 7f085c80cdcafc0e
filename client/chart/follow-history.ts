/** What the table says of times further back than the snapshot: asked of `/series` while somebody reads it. */
import type { Ref } from 'vue';
import { shallowRef, watch } from 'vue';
import type { BoardHistory, Span } from '#shared/history.ts';
import { planSpans, reachesBack, readAnswer } from '#shared/history.ts';
import { kindsOf } from '#shared/kind-words.ts';
import type { Kind } from '#shared/kinds.ts';
import type { Point, Snapshot } from '#shared/snapshot.ts';
import type { Instant } from '#shared/time.ts';
import { createDelay } from '../net/create-delay.ts';
import { listHours, NO_HISTORY } from './hour-rows.ts';
import type { BoardRequests } from './use-board-requests.ts';
import { useBoardRequests } from './use-board-requests.ts';

interface Followed {
  snapshot: Readonly<Ref<Snapshot>>;
  /** Now, by the event's clock, to the minute. */
  today: Readonly<Ref<Instant>>;
}

/** It goes on until it is stopped: the one who reads may have begun to long after the page was set up. */
export interface FollowedHistory {
  history: Readonly<Ref<BoardHistory>>;
  stop(): void;
}

/** What was answered of one kind. */
interface KindPast {
  begin: Instant | undefined;
  values: Map<Instant, Point | null>;
}

export function followHistory(
  board: Followed,
  // Not handed in by the page, which would then load it for every reader.
  requests: BoardRequests = useBoardRequests(board.snapshot.value.board.slug),
): FollowedHistory {
  const history = shallowRef(NO_HISTORY);
  let pasts = new Map<Kind, KindPast>();
  let asking = 0;

  /** Asks for what the table lacks; what is there is kept, unless all is to be asked for anew. */
  async function ask(anew: boolean): Promise<void> {
    const mine = ++asking;
    const next = anew ? new Map<Kind, KindPast>() : new Map(pasts);
    await learnBegins(board.snapshot.value, next, requests);
    const isWhole = await learnValues(board, next, requests);
    if (mine !== asking) return;
    pasts = next;
    history.value = historyOf(pasts);
    if (!isWhole) later.start();
  }

  /** The past may be changed at any time, and the snapshot need not show it. What was known stays until it is there. */
  const later = createDelay(() => void ask(true));

  const watching = [
    watch(board.today, () => void ask(false)),
    watch(
      () => board.snapshot.value.series,
      () => pasts.size > 0 && later.start(),
    ),
  ];
  void ask(false);
  return {
    history,
    stop() {
      for (const stopWatching of watching) stopWatching();
      asking++;
      later.cancel();
    },
  };
}

function historyOf(pasts: ReadonlyMap<Kind, KindPast>): BoardHistory {
  return {
    beginOf: (kind) => pasts.get(kind)?.begin,
    valuesAt: (kind, instants) => instants.map((t) => pasts.get(kind)?.values.get(t)),
  };
}

async function learnBegins(
  { board, series }: Snapshot,
  pasts: Map<Kind, KindPast>,
  requests: BoardRequests,
): Promise<void> {
  const older = kindsOf(board).filter((kind) => {
    const own = series[kind];
    return own && !reachesBack(own) && pasts.get(kind)?.begin === undefined;
  });
  const begins = await Promise.all(older.map((kind) => findBegin(kind, requests)));
  older.forEach((kind, index) => {
    if (begins[index] !== undefined) pasts.set(kind, { begin: begins[index], values: new Map() });
  });
}

/** When a kind's number begins, to the second: looked for in the whole, then ever more finely before its first point. */
export async function findBegin(kind: Kind, requests: BoardRequests): Promise<Instant | undefined> {
  const whole = await requests.series(kind, {});
  let first = whole?.points[0]?.[0];
  let step = whole?.step ?? 1;
  while (first !== undefined && step > 1) {
    const finer: number = Math.ceil(step / 500);
    const part = await requests.series(kind, {
      from: first - step * 1000,
      to: first + finer * 1000,
      step: finer,
    });
    first = part?.points[0]?.[0];
    step = finer;
  }
  return first;
}

/** Whether everything that was asked for was answered. */
async function learnValues(
  { snapshot, today }: Followed,
  pasts: Map<Kind, KindPast>,
  requests: BoardRequests,
): Promise<boolean> {
  const wanted = listWanted(snapshot.value, today.value, historyOf(pasts));
  const asked = [...wanted].flatMap(([kind, instants]) =>
    planSpans(instants).map(async (span) => {
      const reply = await requests.series(kind, span);
      if (reply) keepAnswer(pastOf(pasts, kind).values, instants, [span, reply.points]);
      return reply !== undefined;
    }),
  );
  return (await Promise.all(asked)).every((isAnswered) => isAnswered);
}

function pastOf(pasts: Map<Kind, KindPast>, kind: Kind): KindPast {
  const known = pasts.get(kind) ?? { begin: undefined, values: new Map() };
  pasts.set(kind, known);
  return known;
}

function keepAnswer(
  values: KindPast['values'],
  instants: readonly Instant[],
  [{ from, to }, points]: [Span, readonly Point[]],
): void {
  for (const t of instants) if (t >= from && t <= to) values.set(t, readAnswer(points, t));
}

/** The instants of the table's rows that neither the snapshot nor the history tells. */
function listWanted(snapshot: Snapshot, today: Instant, history: BoardHistory): Map<Kind, Instant[]> {
  const rows = listHours(snapshot, today, history);
  const wanted = kindsOf(snapshot.board).map((kind) => {
    const unknown = rows.filter(({ values }) => values[kind] === undefined);
    return [kind, unknown.map(({ at }) => at)] as const;
  });
  return new Map(wanted.filter(([, instants]) => instants.length > 0));
}
