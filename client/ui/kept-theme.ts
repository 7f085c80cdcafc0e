/** The theme that was chosen on this device, put on the page before anything is drawn. */
export const THEMES = ['auto', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

export const KEPT_AS = 'tocsin-theme';

export function readTheme(): Theme {
  try {
    const kept = localStorage.getItem(KEPT_AS);
    return THEMES.find((theme) => theme === kept) ?? 'auto';
  } catch {
    // Storage is refused in some private windows; the theme is then chosen for this page alone.
    return 'auto';
  }
}

/** `auto` follows the system, as the page does before any script runs. */
export function showTheme(theme: Theme): void {
  if (theme === 'auto') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}
