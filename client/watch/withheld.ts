/** Takes every figure off an open page whose board's record does not add up, and says so in their place. */
import { createApp } from 'vue';
import { pathOf } from '#shared/paths.ts';
import type { Instant } from '#shared/time.ts';
import type { FollowedBoard } from '../board/follow-board.ts';
import WithheldNote from '../board/WithheldNote.vue';
import type { Locale } from '../words/locale.ts';
import { localeKey } from '../words/use-locale.ts';

/** Milliseconds between two looks whether it was put right. */
const LOOK_EVERY = 20_000;

let isWithheld = false;

/** What is drawn from now on is drawn into what was taken off the page. Calling it again changes nothing. */
export function withhold(since: Instant, { snapshot }: FollowedBoard, locale: Locale): void {
  const main = document.querySelector('main');
  if (isWithheld || !main) return;
  isWithheld = true;
  const instead = document.createElement('main');
  instead.className = 'plain';
  const note = { since, board: snapshot.value?.board, now: Math.max(Date.now(), since) };
  createApp(WithheldNote, note).provide(localeKey, locale).mount(instead);
  main.replaceWith(instead);
  document.getElementById('region-closing')?.remove();
  setInterval(() => void look(), LOOK_EVERY);
}

/** The server draws the page anew. */
async function look(): Promise<void> {
  const path = pathOf('snapshot', { slug: document.body.dataset.board ?? '' });
  const answer = await fetch(path, { method: 'HEAD' }).catch(() => undefined);
  if (answer?.ok) location.reload();
}
