/** The theme the reader chose on this device; `auto` follows the system, as the page does before any script runs. */
import type { Ref } from 'vue';
import { ref, watchEffect } from 'vue';

export const THEMES = ['auto', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

const KEPT_AS = 'tocsin-theme';

export function useTheme(): Ref<Theme> {
  const theme = ref<Theme>('auto');
  if (typeof document === 'undefined') return theme;
  theme.value = readKept();
  watchEffect(() => {
    if (theme.value === 'auto') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme.value;
    keep(theme.value);
  });
  return theme;
}

function readKept(): Theme {
  try {
    const kept = localStorage.getItem(KEPT_AS);
    return THEMES.find((theme) => theme === kept) ?? 'auto';
  } catch {
    // Storage is refused in some private windows; the theme is then chosen for this page alone.
    return 'auto';
  }
}

function keep(theme: Theme): void {
  try {
    if (theme === 'auto') localStorage.removeItem(KEPT_AS);
    else localStorage.setItem(KEPT_AS, theme);
  } catch {
    // As above.
  }
}
