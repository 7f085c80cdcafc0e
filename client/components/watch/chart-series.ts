/** Keeps the chart's points: the snapshot's own where they are fine enough, else fetched ones that ticks carry on. */
import type { Ref, ShallowRef } from 'vue';
import { onScopeDispose, shallowRef, watch } from 'vue';
import type { Kind } from '#shared/kinds.ts';
import { kinds } from '#shared/kinds.ts';
import type { FeedRow, Snapshot } from '#shared/snapshot.ts';
import type { FetchedSeries } from '../../charts/day-series.ts';
import { isFineEnough, keepUp } from '../../charts/day-series.ts';
import type { Frame } from '../../charts/frame.ts';
import type { Mode } from '../../charts/panels.ts';
import type { KindSeries } from '../../charts/picture.ts';
import type { BoardRequests } from '../../composables/use-board-requests.ts';

export interface ChartSources {
  snapshot: Ref<Snapshot>;
  frame: Ref<Frame>;
  mode: Ref<Mode>;
  /** Whether nothing is heard from the server. */
  isCutOff: Ref<boolean>;
  requests: BoardRequests;
}

export interface ChartSeries {
  series: Readonly<ShallowRef<Partial<Record<Kind, KindSeries>>>>;
  /** Rows marked as key: those of the feed, and older ones that were asked for. */
  keys: Readonly<ShallowRef<FeedRow[]>>;
}

/**
 * Thousands of pages see the same correction in the same second: they ask again within this many milliseconds, each
 * after a pause of its own, and no page more often.
 */
const SPREAD = { least: 5_000, most: 30_000 };
/** Where only the marks are wanted: one point is enough. */
const MARKS_ONLY = 86_400;
/** Beyond this many points what was fetched is fetched again, coarser. */
const MOST_POINTS = 700;

interface Fetched {
  from: number;
  series: FetchedSeries;
}

export function followSeries(sources: ChartSources): ChartSeries {
  const { snapshot, frame, mode, isCutOff, requests } = sources;
  const fetched = new Map<Kind, Fetched>();
  const series = shallowRef(combine(snapshot.value, fetched, frame.value, mode.value));
  const olderKeys = shallowRef<FeedRow[]>([]);
  const keys = shallowRef(mergeKeys(snapshot.value, olderKeys.value));
  const later = createDelay(() => askAll());

  /** A step of one day asks for the marks alone: the snapshot's own points do. */
  const stepFor = (kind: Kind) => {
    const own = snapshot.value.series[kind];
    const isFine = !own || isFineEnough(own.step, frame.value, mode.value);
    return isFine ? MARKS_ONLY : frame.value.step;
  };

  async function ask(kind: Kind): Promise<void> {
    const { from } = frame.value;
    const step = stepFor(kind);
    const alongside = snapshot.value.series[kind];
    const reply = await requests.series(kind, from, step);
    // Meanwhile the reader may have chosen another range, whose answer comes later or came before.
    if (!reply || step !== stepFor(kind)) return;
    fetched.set(kind, { from, series: { ...reply, alongside } });
    follow();
  }

  function askAll(): void {
    for (const kind of kinds) if (snapshot.value.headline[kind]) void ask(kind);
    void requests.keys().then((rows) => {
      if (!rows) return;
      olderKeys.value = rows;
      keys.value = mergeKeys(snapshot.value, rows);
    });
  }

  /** Carries what was fetched on to the snapshot as it is now; asks again where that is not enough. */
  function follow(): void {
    for (const [kind, known] of fetched) {
      if (known.series.step === MARKS_ONLY) continue;
      const { series: kept, isStale } = keepUp(known.series, kind, snapshot.value);
      fetched.set(kind, { ...known, series: kept });
      if (isStale || kept.points.length > MOST_POINTS) later.start();
    }
    series.value = combine(snapshot.value, fetched, frame.value, mode.value);
  }

  askAll();
  watch(snapshot, (now, before) => {
    if (now.series !== before.series || now.headline !== before.headline) follow();
    if (now.feed === before.feed) return;
    keys.value = mergeKeys(now, olderKeys.value);
    if (listChanged(now) !== listChanged(before)) later.start();
  });
  watch(
    () => [frame.value.step, frame.value.range, mode.value],
    () => {
      for (const kind of kinds) {
        const known = fetched.get(kind);
        const isEnough = known?.series.step === stepFor(kind) && known.from <= frame.value.from;
        if (snapshot.value.headline[kind] && !isEnough) void ask(kind);
      }
      follow();
    },
  );
  // What happened while nothing was heard may have come with earlier times.
  watch(isCutOff, (isCut) => !isCut && later.start());
  onScopeDispose(later.cancel);
  return { series, keys };
}

function combine(
  snapshot: Snapshot,
  fetched: ReadonlyMap<Kind, Fetched>,
  frame: Frame,
  mode: Mode,
): Partial<Record<Kind, KindSeries>> {
  const combined: Partial<Record<Kind, KindSeries>> = {};
  for (const kind of kinds) {
    const own = snapshot.series[kind];
    const known = fetched.get(kind);
    const marks = known?.series.marks ?? [];
    const covers = known !== undefined && known.series.step <= frame.bar / 1000 && known.from <= frame.from;
    const isOwn = own !== undefined && (isFineEnough(own.step, frame, mode) || !covers);
    if (isOwn) combined[kind] = { step: own.step, points: own.points, marks };
    else if (known) combined[kind] = { step: known.series.step, points: known.series.points, marks };
  }
  return combined;
}

function mergeKeys({ feed }: Snapshot, older: readonly FeedRow[]): FeedRow[] {
  const shown = new Set(feed.map(({ id }) => id));
  return [...older.filter(({ id }) => !shown.has(id)), ...feed.filter(({ key }) => key)];
}

/** The rows that were corrected or withdrawn, each with how often: a change of it means new marks. */
function listChanged({ feed }: Snapshot): string {
  return feed
    .flatMap(({ id, version, corrected, retracted }) => (corrected || retracted ? `${id} ${version}` : []))
    .join();
}

/** Something to be done once, after a pause that differs from page to page. */
function createDelay(run: () => void) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    start(): void {
      timer ??= setTimeout(
        () => {
          timer = undefined;
          run();
        },
        SPREAD.least + Math.random() * (SPREAD.most - SPREAD.least),
      );
    },
    cancel: () => clearTimeout(timer),
  };
}
