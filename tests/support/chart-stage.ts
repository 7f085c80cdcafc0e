/** The chart alone on a page, for tests in a browser: mounted with an invented day, its props set from outside. */
import { createApp, defineComponent, h, shallowReactive } from 'vue';
import '../../client/styles/tokens.css';
import '../../client/styles/base.css';
import '../../client/styles/chart.css';
import DayChart from '../../client/chart/DayChart.vue';
import { chartEn } from '../../client/words/chart-en.ts';
import { chartRu } from '../../client/words/chart-ru.ts';
import { en } from '../../client/words/en.ts';
import { ru } from '../../client/words/ru.ts';
import { NOW, snapshotOf } from './chart-day.ts';

type Props = InstanceType<typeof DayChart>['$props'];

export interface Stage {
  set(change: Partial<Props>): void;
}

declare global {
  var stage: Stage;
}

const words = { en: chartEn, ru: chartRu };
const names = { en: en.kind, ru: ru.kind };
const props = shallowReactive<Props>({
  snapshot: snapshotOf(),
  lang: 'en',
  words: words.en,
  names: names.en,
  clockName: 'Moscow',
  nameClaimant: (id) => id,
  addressOf: (id) => `/b/invented-day/e/${id}`,
  now: NOW,
  connection: { is: 'live' },
});
globalThis.stage = {
  set: (change) =>
    Object.assign(props, change, change.lang && { words: words[change.lang], names: names[change.lang] }),
};
createApp(defineComponent(() => () => h(DayChart, props))).mount('#stage');
