/** The theme as the reader chooses it: shown at once, and kept on this device. */
import type { Ref } from 'vue';
import { ref, watchEffect } from 'vue';
import type { Theme } from './kept-theme.ts';
import { KEPT_AS, readTheme, showTheme } from './kept-theme.ts';

export function useTheme(): Ref<Theme> {
  const theme = ref<Theme>('auto');
  if (typeof document === 'undefined') return theme;
  theme.value = readTheme();
  watchEffect(() => {
    showTheme(theme.value);
    keep(theme.value);
  });
  return theme;
}

function keep(theme: Theme): void {
  try {
    if (theme === 'auto') localStorage.removeItem(KEPT_AS);
    else localStorage.setItem(KEPT_AS, theme);
  } catch {
    // Storage is refused in some private windows; the theme is then chosen for this page alone.
  }
}
