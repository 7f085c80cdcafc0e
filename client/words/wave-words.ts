/** The words of the wave: it comes on its own, below the first screen. */
import { createLateWords } from './late-words.ts';
import type { AnyLanguage } from './messages.ts';
import type { waveEn } from './wave-en.ts';

export type WaveWords = AnyLanguage<typeof waveEn>;

export const waveWords = createLateWords<WaveWords>({
  en: async () => (await import('./wave-en.ts')).waveEn,
  ru: async () => (await import('./wave-ru.ts')).waveRu,
});
