/** What is told beside the numbers where somebody reads: why a number was changed, which update is key, where something is missing. */
import type { Ref } from 'vue';
import { computed, shallowRef, watch } from 'vue';
import type { Board } from '#shared/board.ts';
import { expandCount } from '#shared/posted-count.ts';
import type { FeedRow } from '#shared/snapshot.ts';
import type { Lang } from '#shared/text.ts';
import { inLanguage } from '#shared/text.ts';
import type { Instant } from '#shared/time.ts';
import { offsetAt } from '#shared/zone-offset.ts';
import { newestStating, wordsOf } from '../board/stated-words.ts';
import { fill } from '../words/messages.ts';
import type { Language } from './captions.ts';
import type { Picture } from './picture.ts';
import { takeSentences } from './sentences.ts';
import type { BoardRequests } from './use-board-requests.ts';

export interface Read {
  picture: Readonly<Ref<Picture | undefined>>;
  /** Undefined while nobody reads: what is newest is told. */
  cursor: Readonly<Ref<Instant | undefined>>;
  language: Readonly<Ref<Language>>;
  board: Readonly<Ref<Board>>;
  lang: Readonly<Ref<Lang>>;
  /** What is chosen; undefined for the whole board. */
  place: Readonly<Ref<string | undefined>>;
  /** The rows that are known without asking. */
  feed: Readonly<Ref<readonly FeedRow[]>>;
}

/** A finger's breadth, and what a pointer hits at once. */
const NEAR = 12;
const MOST_TOLD = 3;

export function followRemarks(read: Read, requests: BoardRequests): Readonly<Ref<string[]>> {
  const { picture, cursor } = read;
  const asked = new Set<string>();
  const known = shallowRef<ReadonlyMap<string, FeedRow>>(new Map());
  const marked = computed(() => {
    const [drawn, at] = [picture.value, cursor.value ?? picture.value?.frame.end];
    return drawn && at !== undefined ? listNear(drawn, at) : [];
  });

  watch(
    marked,
    (marks) => {
      for (const { mark } of marks) void learn(mark.entry);
    },
    { immediate: true },
  );

  /** Whoever reads there is told when and what at once, and why as soon as that is known. */
  async function learn(entry: string): Promise<void> {
    if (asked.has(entry)) return;
    asked.add(entry);
    const row = read.feed.value.find(({ id }) => id === entry) ?? (await requests.entry(entry));
    if (row) known.value = new Map([...known.value, [entry, row]]);
    // Without an answer it is asked for again when somebody comes by again.
    else asked.delete(entry);
  }

  return computed(() => {
    const drawn = picture.value;
    if (!drawn) return [];
    const at = cursor.value ?? drawn.frame.end;
    const told = marked.value.map((each) => sayMark(each, known.value.get(each.mark.entry), read));
    return [
      ...new Set(told),
      ...sayWords(drawn, at, read),
      ...sayKeys(drawn, at, read),
      ...sayMissing(drawn, at, read.language.value),
      ...sayClockChange(drawn, at, read.language.value),
    ];
  });
}

function reachOf({ frame, layout }: Picture): number {
  return Math.max(frame.bar / 2, (NEAR * (frame.to - frame.from)) / layout.plot.width);
}

type Marked = Picture['marks'][number];

function listNear(picture: Picture, at: Instant): Marked[] {
  const reach = reachOf(picture);
  const near = picture.marks.filter(({ mark }) => Math.abs(mark.t - at) <= reach);
  return near.toSorted((a, b) => Math.abs(a.mark.t - at) - Math.abs(b.mark.t - at)).slice(0, MOST_TOLD);
}

/** "corrected at 15:05, Novosibirsk, from 46 to 64: “counted twice”" */
function sayMark(
  { mark }: Marked,
  row: FeedRow | undefined,
  { language, board, lang, picture }: Read,
): string {
  const { words, format } = language.value;
  const { zone } = board.value;
  const time = format.clock(mark.t, picture.value?.zone ?? zone);
  const place = board.value.places.find(({ id, hidden }) => id === row?.place && !hidden);
  const said = [
    fill(words.marks[mark.what], { time }),
    place && inLanguage(place.name, lang.value),
    mark.what === 'corrected' && row && sayChange(row, language.value),
  ];
  const what = said.filter(Boolean).join(', ');
  const why = whyOf(mark.what, row);
  return why === undefined ? what : fill(words.marks.why, { what, why });
}

function sayChange({ count, corrected }: FeedRow, { words, format }: Language): string | undefined {
  const before = corrected?.was.count;
  if (before === undefined || count === undefined) return undefined;
  const [was, now] = [before, count].map((each) => {
    const { best, words: own } = expandCount(each);
    return own ?? format.count(best);
  });
  return was === now ? undefined : fill(words.marks.change, { was: was ?? '', now: now ?? '' });
}

/** A fall has the words of the post that led to it. */
function whyOf(what: Marked['mark']['what'], row: FeedRow | undefined): string | undefined {
  if (what === 'fell') return row?.text && takeSentences(row.text);
  return (what === 'corrected' ? row?.corrected : row?.retracted)?.reason;
}

/** What a number was called by whoever stated it: "Arrests: “dozens”". */
function sayWords({ panels, mode }: Picture, at: Instant, { feed, language, place }: Read): string[] {
  if (mode === 'interval') return [];
  const { words, names } = language.value;
  return panels.flatMap(({ kind, line }) => {
    const best = line.findLast(({ x, y }) => x <= at && !Number.isNaN(y))?.y;
    const row = newestStating(feed.value, { kind, place: place.value, at });
    if (best === undefined || row?.count === undefined) return [];
    const { low = best, high = best } = expandCount(row.count);
    const own = wordsOf(row, { low, best, high });
    return own ? [fill(words.cursor.words, { kind: names[kind] ?? kind, words: own })] : [];
  });
}

function sayKeys(picture: Picture, at: Instant, { language }: Read): string[] {
  const reach = reachOf(picture);
  const near = picture.keys.filter(({ t, row }) => Math.abs(t - at) <= reach && row.text);
  return near
    .slice(0, MOST_TOLD)
    .map(({ number, row }) =>
      fill(language.value.words.cursor.key, { number: String(number), text: takeSentences(row.text ?? '') }),
    );
}

/** Where nothing was received, and where nobody said a number for longer than one is good for. */
function sayMissing(picture: Picture, at: Instant, { words, format, names }: Language): string[] {
  const { received, zone, hasGap, frame } = picture;
  const silent =
    hasGap && at > received
      ? [fill(words.nothingSince, { time: format.clock(received, zone, 'seconds') })]
      : [];
  const old = picture.panels.flatMap(({ kind, carried }) =>
    carried
      .filter(({ from, to }) => at > from && at <= to && to - from > Math.max(frame.bar, QUIET))
      .map(({ from }) =>
        fill(words.cursor.carried, { kind: names[kind] ?? kind, time: format.clock(from, zone) }),
      ),
  );
  return [...silent, ...old];
}

/** A number that is a few minutes old is none that nobody speaks of any more. */
const QUIET = 3_600_000;

function sayClockChange(picture: Picture, at: Instant, { words }: Language): string[] {
  const { zone } = picture;
  const reach = reachOf(picture);
  const [before, after] = [offsetAt(at - reach, zone), offsetAt(at + reach, zone)];
  if (before === after) return [];
  return [after > before ? words.cursor.clocksForward : words.cursor.clocksBack];
}
