/** Opens the share sheet: on a phone its own, where it has one; else ours. Loaded when somebody asks for it. */
import { createApp } from 'vue';
import { pageOf } from '#shared/paths.ts';
import type { Locale } from '../../words/locale.ts';
import { shareWords } from '../../words/share-words.ts';
import { localeKey } from '../../words/use-locale.ts';
import ShareSheet from './ShareSheet.vue';

export interface Shared {
  slug: string;
  title: string;
}

export async function openShare({ slug, title }: Shared, locale: Locale): Promise<void> {
  await shareWords.load(locale.lang);
  const place = document.createElement('div');
  document.body.append(place);
  const app = createApp(ShareSheet, {
    title,
    link: location.origin + pageOf('board', { slug }),
    text: pageOf('text', { slug }, { lang: locale.lang }),
    wall: pageOf('board', { slug }, { view: 'wall', lang: locale.lang }),
    line: pageOf('line', { slug }, { lang: locale.lang }),
    frame: location.origin + pageOf('embed', { slug }, { lang: locale.lang }),
    script: location.origin + pageOf('embedScript', {}),
    onClose() {
      app.unmount();
      place.remove();
    },
  });
  app.provide(localeKey, locale).mount(place);
}
