/** Who states a number: needed at the first tap on one. */
import type { Lang } from '#shared/text.ts';
import { claimsWords } from '../../words/claims-words.ts';
import ClaimPanel from './ClaimPanel.vue';
import { headlineWords } from './headline-words.ts';
import { latePanel, lateWords } from './late-panel.ts';

/** It is no region of its own: the tallies draw it as soon as it is there. */
export async function loadPanel(lang: Lang): Promise<[]> {
  await claimsWords.load(lang);
  latePanel.value = ClaimPanel;
  lateWords.value = headlineWords;
  return [];
}
