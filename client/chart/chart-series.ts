/** Keeps the chart's points: the snapshot's own where they are fine enough, else fetched ones that ticks carry on. */
import type { Ref } from 'vue';
import { computed, onScopeDispose, shallowRef, watch } from 'vue';
import { reachesBack } from '#shared/history.ts';
import { kindsOf } from '#shared/kind-words.ts';
import type { Kind } from '#shared/kinds.ts';
import type { FeedRow, Series, Snapshot } from '#shared/snapshot.ts';
import type { Instant } from '#shared/time.ts';
import { createDelay } from '../net/create-delay.ts';
import type { FetchedSeries } from './day-series.ts';
import { isFineEnough, keepUp } from './day-series.ts';
import type { Frame } from './frame.ts';
import type { Mode } from './layout.ts';
import type { KindSeries } from './picture.ts';
import type { BoardRequests } from './use-board-requests.ts';

export interface ChartSources {
  snapshot: Ref<Snapshot>;
  frame: Ref<Frame>;
  mode: Ref<Mode>;
  /** Whether nothing is heard from the server. */
  isCutOff: Ref<boolean>;
  requests: BoardRequests;
}

export interface ChartSeries {
  series: Readonly<Ref<Partial<Record<Kind, KindSeries>>>>;
  /** Rows marked as key: those of the feed, and older ones that were asked for. */
  keys: Readonly<Ref<FeedRow[]>>;
}

/** Where only the marks are wanted: one point is enough. */
const MARKS_ONLY = 86_400;
/** Beyond this many points what was fetched is fetched again, coarser. */
const MOST_POINTS = 700;

interface Question {
  from: Instant;
  step: number;
}

interface Fetched {
  from: Instant;
  series: FetchedSeries;
}

export function followSeries({ snapshot, frame, mode, isCutOff, requests }: ChartSources): ChartSeries {
  const fetched = new Map<Kind, Fetched>();
  /** What was asked for last: an answer that came to nothing is asked for again after a pause, not with each tick. */
  const asked = new Map<Kind, Question>();
  const combineNow = () => combine(snapshot.value, fetched, frame.value, mode.value);
  const series = shallowRef(combineNow());
  const olderKeys = shallowRef<FeedRow[]>([]);
  // Apart, so that only a changed feed makes a new list.
  const feed = computed(() => snapshot.value.feed);
  const keys = computed(() => mergeKeys(feed.value, olderKeys.value));
  const later = createDelay(() => {
    asked.clear();
    askForKeys();
    askWhereNeeded();
  });

  function askWhereNeeded(): void {
    const { from } = frame.value;
    for (const kind of kindsOf(snapshot.value.board).filter((each) => snapshot.value.headline[each])) {
      const own = snapshot.value.series[kind];
      const question = { from, step: isEnough(own, frame.value, mode.value) ? MARKS_ONLY : frame.value.step };
      const before = asked.get(kind);
      if (before?.step === question.step && before.from <= from) continue;
      asked.set(kind, question);
      void ask(kind, question);
    }
  }

  async function ask(kind: Kind, question: Question): Promise<void> {
    const { from, step } = question;
    const alongside = snapshot.value.series[kind];
    const reply = await requests.series(kind, { from, step });
    // Meanwhile the reader may have chosen another range.
    if (asked.get(kind) !== question) return;
    if (reply) {
      fetched.set(kind, { from, series: { ...reply, alongside } });
      follow();
    } else if (!isCutOff.value) later.start();
  }

  function askForKeys(): void {
    void requests.keys().then((rows) => {
      if (rows) olderKeys.value = rows;
    });
  }

  /** Carries what was fetched on to the snapshot as it is now; has it fetched again where that is not enough. */
  function follow(): void {
    for (const [kind, known] of fetched) {
      if (known.series.step === MARKS_ONLY) continue;
      const { series: kept, isStale } = keepUp(known.series, kind, snapshot.value);
      fetched.set(kind, { ...known, series: kept });
      if (isStale || kept.points.length > MOST_POINTS) later.start();
    }
    series.value = combineNow();
  }

  const changed = computed(() => listChanged(feed.value));
  watch([() => snapshot.value.series, () => snapshot.value.headline, frame, mode], () => {
    askWhereNeeded();
    follow();
  });
  watch(changed, later.start);
  // What happened while nothing was heard may have come with earlier times.
  watch(isCutOff, (isCut) => !isCut && later.start());
  onScopeDispose(later.cancel);
  askForKeys();
  askWhereNeeded();
  return { series, keys };
}

/** Whether the board's own points show all of a frame: they are the newest alone, and may be too far apart. */
function isEnough(own: Series | undefined, frame: Frame, mode: Mode): boolean {
  if (!own) return true;
  const [first] = own.points;
  const isReaching = reachesBack(own) || (first !== undefined && first[0] <= frame.from);
  return isReaching && isFineEnough(own.step, frame, mode);
}

function combine(
  { board, series }: Snapshot,
  fetched: ReadonlyMap<Kind, Fetched>,
  frame: Frame,
  mode: Mode,
): Partial<Record<Kind, KindSeries>> {
  const combined: Partial<Record<Kind, KindSeries>> = {};
  for (const kind of kindsOf(board)) {
    const own = series[kind];
    const known = fetched.get(kind);
    const isFetchedBetter =
      known !== undefined &&
      known.from <= frame.from &&
      known.series.step <= frame.bar / 1000 &&
      !isEnough(own, frame, mode);
    const best = isFetchedBetter ? known.series : own;
    if (best) combined[kind] = { step: best.step, points: best.points, marks: known?.series.marks ?? [] };
  }
  return combined;
}

function mergeKeys(feed: readonly FeedRow[], older: readonly FeedRow[]): FeedRow[] {
  const shown = new Set(feed.map(({ id }) => id));
  return [...older.filter(({ id }) => !shown.has(id)), ...feed.filter(({ key }) => key)];
}

/** The rows that were corrected or withdrawn, each with how often: a change of it means new marks. */
function listChanged(feed: readonly FeedRow[]): string {
  return feed
    .flatMap(({ id, version, corrected, retracted }) => (corrected || retracted ? `${id} ${version}` : []))
    .join();
}
