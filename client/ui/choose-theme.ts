/** The theme as the reader chooses it: shown at once, and kept on this device. */
import { keep } from './kept.ts';
import type { Theme } from './kept-theme.ts';
import { KEPT_AS, showTheme, THEMES } from './kept-theme.ts';

export function chooseTheme(theme: Theme): void {
  showTheme(theme);
  keep(KEPT_AS, theme === 'auto' ? undefined : theme);
}

/** What one button that goes through them brings next. */
export function themeAfter(theme: Theme): Theme {
  return THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? 'auto';
}
