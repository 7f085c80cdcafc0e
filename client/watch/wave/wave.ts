/** The wave: it draws time and asks for what the page was served with, and what is above it is wanted first. */
import type { Component, Ref } from 'vue';
import { createVNode } from 'vue';
import type { Snapshot } from '#shared/snapshot.ts';
import type { Lang } from '#shared/text.ts';
import { waveWords } from '../../words/wave-words.ts';
import type { BoardView, RegionName } from '../board-view.ts';
import { askWave } from './follow-wave.ts';
import WaveRegion from './WaveRegion.vue';

/** With the words that it is written in, and with the first answer: its columns are there when it is swapped in. */
export async function loadRegions(
  lang: Lang,
  snapshot: Readonly<Ref<Snapshot | undefined>>,
): Promise<[RegionName, Component][]> {
  await waveWords.load(lang);
  const answer = snapshot.value && (await askWave(snapshot.value));
  const region = ({ snapshot: board, link, now, isServed }: BoardView) =>
    createVNode(WaveRegion, { snapshot: board, link, now, isServed, answer });
  return [['wave', region]];
}
