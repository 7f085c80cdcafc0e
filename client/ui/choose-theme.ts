/** The theme as the reader chooses it: shown at once, and kept on this device. */
import { keep } from './kept.ts';
import type { Theme } from './kept-theme.ts';
import { KEPT_AS, showTheme } from './kept-theme.ts';

export function chooseTheme(theme: Theme): void {
  showTheme(theme);
  keep(KEPT_AS, theme === 'auto' ? undefined : theme);
}
