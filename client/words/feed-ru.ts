/** Что лента говорит рядом с сообщениями, по-русски. */
import type { feedEn } from './feed-en.ts';
import type { RussianForm, Translated } from './messages.ts';

export const feedRu: Translated<typeof feedEn, RussianForm> = {
  filter: 'Фильтр',
  all: 'Все',
  key: 'Главное',
  more: 'Поиск',
  text: 'В тексте',
  place: 'Место',
  anyPlace: 'Любое место',
  status: 'Статус',
  anyStatus: 'Любой статус',
  corrected: 'Исправлено',
  keyOnly: 'главное',
  quoted: '«{words}»',
  none: 'Ничего не подходит: {filter}.',
  noneYet: 'Среди просмотренного ничего не подходит: {filter}.',
  clear: 'Сбросить фильтр',
};
