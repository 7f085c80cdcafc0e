/** The theme of a page that a script draws, which is followed as it changes. */
import type { Ref } from 'vue';
import { ref, watchEffect } from 'vue';
import { chooseTheme } from './choose-theme.ts';
import type { Theme } from './kept-theme.ts';
import { readTheme, showTheme } from './kept-theme.ts';

export function useTheme(): Ref<Theme> {
  const theme = ref<Theme>('auto');
  if (typeof document === 'undefined') return theme;
  theme.value = readTheme();
  watchEffect(() => {
    chooseTheme(theme.value);
  });
  // Paper is light, whatever the screen is: what is drawn as a picture follows the theme, for as long as it prints.
  addEventListener('beforeprint', () => showTheme('light'));
  addEventListener('afterprint', () => showTheme(theme.value));
  return theme;
}
