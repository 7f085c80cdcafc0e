/** The buttons for the theme on a page on which nothing else runs: they are in what the server sent, out of sight. */
import { chooseTheme, themeAfter } from './choose-theme.ts';
import type { Theme } from './kept-theme.ts';
import { readTheme, THEMES } from './kept-theme.ts';

export function offerThemes(): void {
  const group = document.querySelector('.themes');
  const next = document.querySelector<HTMLButtonElement>('.next-theme');
  if (!(group && next)) return;
  const choices = [...group.querySelectorAll('button')];
  let chosen = readTheme();
  const show = (): void => {
    const place = THEMES.indexOf(chosen);
    for (const [index, choice] of choices.entries())
      choice.setAttribute('aria-pressed', String(index === place));
    const name = next.querySelector('.spoken');
    if (name) name.textContent = `: ${choices[place]?.textContent.trim() ?? ''}`;
  };
  const choose = (theme: Theme): void => {
    chosen = theme;
    chooseTheme(chosen);
    show();
  };
  for (const [index, choice] of choices.entries())
    choice.addEventListener('click', () => choose(THEMES[index] ?? 'auto'));
  next.addEventListener('click', () => choose(themeAfter(chosen)));
  show();
  for (const part of [group, next]) part.classList.remove('unready');
}
