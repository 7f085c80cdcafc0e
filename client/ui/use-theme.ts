/** The theme as the reader chooses it: shown at once, and kept on this device. */
import type { Ref } from 'vue';
import { ref, watchEffect } from 'vue';
import { keep } from './kept.ts';
import type { Theme } from './kept-theme.ts';
import { KEPT_AS, readTheme, showTheme } from './kept-theme.ts';

export function useTheme(): Ref<Theme> {
  const theme = ref<Theme>('auto');
  if (typeof document === 'undefined') return theme;
  theme.value = readTheme();
  watchEffect(() => {
    showTheme(theme.value);
    keep(KEPT_AS, theme.value === 'auto' ? undefined : theme.value);
  });
  // Paper is light, whatever the screen is: what is drawn as a picture follows the theme, for as long as it prints.
  addEventListener('beforeprint', () => showTheme('light'));
  addEventListener('afterprint', () => showTheme(theme.value));
  return theme;
}
