/** Puts the replay's bar on the page, once; loaded by its button, or by an address that names an entry. */
import { createApp } from 'vue';
import type { Snapshot } from '#shared/snapshot.ts';
import type { Locale } from '../../words/locale.ts';
import { localeKey } from '../../words/use-locale.ts';
import { replayed } from '../replayed.ts';
import ReplayBar from './ReplayBar.vue';

let isOpen = false;

/**
 * It begins with the entry that the address names, or with the last one.
 * @param live the board as it is now
 */
export async function openReplay(live: Snapshot, locale: Locale): Promise<void> {
  if (isOpen) return;
  isOpen = true;
  const words =
    locale.lang === 'ru'
      ? (await import('../../words/replay-ru.ts')).replayRu
      : (await import('../../words/replay-en.ts')).replayEn;
  const before = document.activeElement;
  const bar = document.createElement('div');
  const head = live.seq;
  const seq = Number(new URLSearchParams(location.search).get('seq'));
  const app = createApp(ReplayBar, {
    ...{ live, head, words },
    begin: Math.min(Math.max(seq || head, 1), head),
    onClose() {
      app.unmount();
      bar.remove();
      document.documentElement.classList.remove('replaying');
      replayed.value = {};
      isOpen = false;
      if (before instanceof HTMLElement) before.focus();
    },
  });
  app.provide(localeKey, locale);
  document.documentElement.classList.add('replaying');
  document.body.append(bar);
  app.mount(bar);
}
