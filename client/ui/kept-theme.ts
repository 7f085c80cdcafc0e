/** The theme that was chosen on this device, put on the page before anything is drawn. */
import { readKept } from './kept.ts';

export const THEMES = ['auto', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

export const KEPT_AS = 'tocsin-theme';

export function readTheme(): Theme {
  const kept = readKept(KEPT_AS);
  return THEMES.find((theme) => theme === kept) ?? 'auto';
}

/** `auto` follows the system, as the page does before any script runs. */
export function showTheme(theme: Theme): void {
  if (theme === 'auto') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}
