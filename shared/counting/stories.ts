/**
 * What a row has beyond its number: texts, and what became of it. Few rows have any, so these are objects in a map.
 *
 * Each text remembers the line that said it. Erasing a change therefore takes away what that change said and leaves what
 * others did: the same story as when the ledger, from which the text is gone, is read again from its beginning.
 */

import type { CorrectionSet, Source } from '../entry.ts';
import type { Line } from '../line.ts';
import { expandCount, shortenCount } from '../posted-count.ts';
import type { FeedRow } from '../snapshot.ts';

interface Said<T> {
  /** `seq` of the line. */
  by: number;
  what: T;
}

interface Change {
  by: number;
  at: number;
  reason: string | undefined;
}

type Was = NonNullable<FeedRow['corrected']>['was'];
/** Corrected fields as first posted, undefined where there was nothing. Texts are found where they were said. */
export type FirstPosted = { [F in Exclude<keyof Was, 'text' | 'sources'>]?: Was[F] | undefined };

export interface Story {
  /** The last one holds. */
  texts: Said<string | undefined>[];
  words: Said<string> | undefined;
  /** All from the last that replaces the others on. */
  sources: (Said<readonly Source[]> & { replaces: boolean })[];
  /** `seq` of each line that changed the entry, ascending. */
  changes: number[];
  isKey: boolean;
  isPinned: boolean;
  isErased: boolean;
  /** The last correction. */
  corrected: Change | undefined;
  firstPosted: FirstPosted;
  retracted: Change | undefined;
}

/** The story of an entry as posted; undefined where there is nothing to tell. */
export function beginStory(line: Line): Story | undefined {
  const text = 'text' in line ? line.text : undefined;
  const words = 'count' in line ? line.count.words : undefined;
  const sources = ('sources' in line && line.sources) || [];
  if (text === undefined && words === undefined && sources.length === 0 && !line.erased) return undefined;
  const by = line.seq;
  return {
    ...emptyStory(),
    texts: text === undefined ? [] : [{ by, what: text }],
    words: words === undefined ? undefined : { by, what: words },
    sources: sources.length === 0 ? [] : [{ by, what: sources, replaces: false }],
    isErased: line.erased === true,
  };
}

export function emptyStory(): Story {
  return {
    texts: [],
    words: undefined,
    sources: [],
    changes: [],
    isKey: false,
    isPinned: false,
    isErased: false,
    corrected: undefined,
    firstPosted: {},
    retracted: undefined,
  };
}

export function textOf(story: Story | undefined): string | undefined {
  return story?.texts.at(-1)?.what;
}

export function sourcesOf({ sources }: Story): Source[] {
  const start = sources.findLastIndex(({ replaces }) => replaces);
  return sources.slice(Math.max(0, start)).flatMap(({ what }) => what);
}

/** Tells a correction: what it says, why, and what the entry's fields were when first posted (`before` it, else known). */
export function tellCorrection(story: Story, line: Line & { kind: 'correction' }, before: FirstPosted): void {
  const { seq, at, reason, set } = line;
  story.corrected = { by: seq, at, reason };
  story.firstPosted = { ...before, ...story.firstPosted };
  tellTexts(story, seq, set);
}

function tellTexts(story: Story, by: number, { text, sources, count }: CorrectionSet): void {
  if (text !== undefined) story.texts.push({ by, what: text ?? undefined });
  if (sources !== undefined) story.sources.push({ by, what: sources, replaces: true });
  if (count !== undefined) story.words = count.words === undefined ? undefined : { by, what: count.words };
}

/** What the corrected fields were when first posted. */
export function whatItWas(story: Story, entry: number): Was {
  const { texts, sources, firstPosted } = story;
  const posted = {
    ...firstPosted,
    text: texts.some(({ by }) => by !== entry) ? texts.find(({ by }) => by === entry)?.what : undefined,
    sources: sources.some(({ replaces }) => replaces)
      ? sources.find(({ by }) => by === entry)?.what
      : undefined,
  };
  // What is undefined was not there, and is left out.
  return Object.fromEntries(Object.entries(posted).filter(([, value]) => value !== undefined)) as Was;
}

/** Takes away, for good, what the line `by` said; all texts where it is the entry itself. */
export function eraseFrom(story: Story, by: number, entry: number): void {
  const isGone = (said: Said<unknown>) => by === entry || said.by === by;
  // A correction that empties a field says so for good: there is no text in it to erase.
  story.texts = story.texts.filter((said) => said.what === undefined || !isGone(said));
  story.sources = story.sources.filter((said) => said.what.length === 0 || !isGone(said));
  if (story.words !== undefined && isGone(story.words)) story.words = undefined;
  if (story.corrected?.by === by) story.corrected.reason = undefined;
  if (story.retracted?.by === by) story.retracted.reason = undefined;
  if (by !== entry) return;
  story.isErased = true;
  if (story.firstPosted.count !== undefined) {
    const { words: _, ...count } = expandCount(story.firstPosted.count);
    story.firstPosted.count = shortenCount(count);
  }
}
