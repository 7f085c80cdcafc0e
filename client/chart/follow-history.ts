/** What the table says of times further back than the snapshot: asked of `/series` while somebody reads it. */
import type { Ref } from 'vue';
import { shallowRef, watch } from 'vue';
import type { BoardHistory, Span } from '#shared/history.ts';
import { planSpans, reachesBack, readAnswer } from '#shared/history.ts';
import { kindsOf } from '#shared/kind-words.ts';
import type { Kind } from '#shared/kinds.ts';
import type { Point, Snapshot } from '#shared/snapshot.ts';
import type { Instant } from '#shared/time.ts';
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
interface Told {
  begin: Instant | undefined;
  values: Map<Instant, Point | null>;
}

/**
 * The past may be changed at any time, and the snapshot need not show it: after a change everything is asked for anew,
 * each page after a pause of its own of so many milliseconds, and what was known stays until it is there.
 */
const SPREAD = { least: 5_000, most: 30_000 };

export function followHistory(
  board: Followed,
  // Not handed in by the page, which would then load it for every reader.
  requests: BoardRequests = useBoardRequests(board.snapshot.value.board.slug),
): FollowedHistory {
  const history = shallowRef(NO_HISTORY);
  let told = new Map<Kind, Told>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asking = 0;

  /** Asks for what the table lacks; what is there is kept, unless all is to be asked for anew. */
  async function ask(anew: boolean): Promise<void> {
    const mine = ++asking;
    const next = anew ? new Map<Kind, Told>() : new Map(told);
    await learnBegins(board.snapshot.value, next, requests);
    const isWhole = await learnValues(board, next, requests);
    if (mine !== asking) return;
    told = next;
    history.value = historyOf(told);
    if (!isWhole) askLater();
  }

  function askLater(): void {
    const pause = SPREAD.least + Math.random() * (SPREAD.most - SPREAD.least);
    timer ??= setTimeout(() => {
      timer = undefined;
      void ask(true);
    }, pause);
  }

  const watching = [
    watch(board.today, () => void ask(false)),
    watch(
      () => board.snapshot.value.series,
      () => told.size > 0 && askLater(),
    ),
  ];
  void ask(false);
  return {
    history,
    stop() {
      for (const stopWatching of watching) stopWatching();
      asking++;
      clearTimeout(timer);
    },
  };
}

function historyOf(told: ReadonlyMap<Kind, Told>): BoardHistory {
  return {
    beginOf: (kind) => told.get(kind)?.begin,
    valuesAt: (kind, instants) => instants.map((t) => told.get(kind)?.values.get(t)),
  };
}

async function learnBegins(
  { board, series }: Snapshot,
  told: Map<Kind, Told>,
  requests: BoardRequests,
): Promise<void> {
  const older = kindsOf(board).filter((kind) => {
    const own = series[kind];
    return own && !reachesBack(own) && told.get(kind)?.begin === undefined;
  });
  const begins = await Promise.all(older.map((kind) => findBegin(kind, requests)));
  older.forEach((kind, index) => {
    if (begins[index] !== undefined) told.set(kind, { begin: begins[index], values: new Map() });
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
  told: Map<Kind, Told>,
  requests: BoardRequests,
): Promise<boolean> {
  const wanted = listWanted(snapshot.value, today.value, historyOf(told));
  const asked = [...wanted].flatMap(([kind, instants]) =>
    planSpans(instants).map(async (span) => {
      const reply = await requests.series(kind, span);
      if (reply) keepAnswer(toldOf(told, kind).values, instants, [span, reply.points]);
      return reply !== undefined;
    }),
  );
  return (await Promise.all(asked)).every((isAnswered) => isAnswered);
}

function toldOf(told: Map<Kind, Told>, kind: Kind): Told {
  const known = told.get(kind) ?? { begin: undefined, values: new Map() };
  told.set(kind, known);
  return known;
}

function keepAnswer(
  values: Told['values'],
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
