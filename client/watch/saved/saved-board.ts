/**
 * The page's part in being read without a network: it has the browser keep the board as it is known, and draws what was
 * kept. Both are in one file, so that the one who needs the second has it from when there was a network.
 */
import type { Ref } from 'vue';
import { computed, watch } from 'vue';
import { SITE_FILES } from '#shared/paths.ts';
import type { Instant } from '#shared/time.ts';
import { parseInstant } from '#shared/time.ts';
import type { FollowedBoard } from '../../board/follow-board.ts';
import { isCutOff, knownUntil } from '../../board/freshness.ts';
import type { LinkState } from '../../net/link.ts';
import type { SavedBoard } from '../../net/saved-copies.ts';
import { dropBoard, findBoard, keepBoard, keepFile, keepPage } from '../../net/saved-copies.ts';

/** Milliseconds between two copies of a board that changes: a phone that dies loses as much. */
const KEEP_EVERY = 60_000;
/** Clocks this close are taken as one. */
const SAME_CLOCK = 5_000;

/** The board as it was kept, until the server is heard. */
export async function followSaved(followed: FollowedBoard, slug: string): Promise<FollowedBoard | undefined> {
  const saved = await findBoard(slug).catch(() => undefined);
  if (!saved) return undefined;
  const isHeard = computed(() => followed.snapshot.value !== undefined);
  const orSaved = <Value>(heard: Readonly<Ref<Value>>, kept: () => Value) =>
    computed(() => (isHeard.value ? heard.value : kept()));
  return {
    snapshot: computed(() => followed.snapshot.value ?? saved.snapshot),
    link: orSaved(followed.link, () => sayCutOff(followed.link.value, saved)),
    lastHeard: orSaved<Instant | undefined>(followed.lastHeard, () => saved.heardAt),
    // The server has not told its time, so it is reckoned from what was known of it.
    now: orSaved(followed.now, () => followed.now.value + saved.ahead),
    tryNow: followed.tryNow,
  };
}

/** A copy is shown because nobody answered: what the link has not yet found out is known. */
function sayCutOff(link: LinkState, { heardAt, ahead }: SavedBoard): LinkState {
  const next = 'nextTryAt' in link ? link.nextTryAt : undefined;
  return {
    is: 'offline',
    since: heardAt,
    nextTryAt: next === undefined ? undefined : next + ahead,
    why: navigator.onLine ? 'no-answer' : 'no-network',
  };
}

/** Has the browser keep the board for when there is no network. Where storage is refused it does not, and says nothing. */
export async function keepCopies(followed: FollowedBoard): Promise<void> {
  const { serviceWorker } = navigator;
  if (!serviceWorker || followed.snapshot.value?.board.state === 'draft') return;
  // One that was there from the beginning has kept the page and its files as they came.
  const wasThere = serviceWorker.controller !== null;
  await serviceWorker.register(SITE_FILES.worker, { updateViaCache: 'none' });
  if (!wasThere) await Promise.all([keepThisPage(), ...listFiles().map(keepLoaded)]);
  let kept: SavedBoard | undefined;
  const keepNow = () => {
    const saved = describe(followed);
    if (!saved || (saved.heardAt === kept?.heardAt && saved.snapshot === kept.snapshot)) return;
    kept = saved;
    // It outlives a page that is being left, whose own writing would end with it.
    if (serviceWorker.controller) serviceWorker.controller.postMessage(saved);
    else keepBoard(saved).catch(() => undefined);
  };
  keepNow();
  setInterval(keepNow, KEEP_EVERY);
  watch(() => isCutOff(followed.link.value), keepNow);
  document.addEventListener('visibilitychange', keepNow);
  addEventListener('pagehide', keepNow);
}

/** A board that is not shown to everybody any more is not kept either. */
export function forget(slug: string): void {
  dropBoard(slug).catch(() => undefined);
}

function describe({ snapshot, link, lastHeard, now }: FollowedBoard): SavedBoard | undefined {
  if (!snapshot.value || lastHeard.value === undefined || document.body.dataset.kept === undefined)
    return undefined;
  const ahead = now.value - Date.now();
  return {
    snapshot: snapshot.value,
    // What is heard is noted once a second, and what is published may be newer.
    heardAt: Math.max(knownUntil(link.value, lastHeard.value), parseInstant(snapshot.value.at)),
    ahead: Math.abs(ahead) < SAME_CLOCK ? 0 : ahead,
  };
}

/** The page as it is sent: what is on the screen by now is the script's. Who saves data waits until it comes anyway. */
async function keepThisPage(): Promise<void> {
  if (document.body.dataset.saves !== undefined) return;
  const answer = await fetch(location.pathname + location.search);
  if (answer.ok) await keepPage({ html: await answer.text(), headers: answer.headers });
}

/** What this page is made of. */
function listFiles(): string[] {
  const names = performance.getEntriesByType('resource').map(({ name }) => new URL(name));
  return names
    .filter(({ origin, pathname }) => origin === location.origin && pathname.startsWith('/assets/'))
    .map(({ pathname }) => pathname);
}

/** The browser has it already, and asks nobody. */
async function keepLoaded(path: string): Promise<void> {
  await keepFile(path, await fetch(path, { cache: 'force-cache' }));
}
