/** То же по-русски. */

import type { RussianForm, Translated } from './messages.ts';
import type { outputsEn } from './outputs-en.ts';

export const outputsRu: Translated<typeof outputsEn, RussianForm> = {
  real: 'Настоящее событие: не повтор и не моделирование.',
  replayed: 'Повтор',
  simulated: 'Симуляция',
  noNumbers: 'чисел пока нет',
  post: '{time} ({age} назад)',
  retractedWas: 'До этого здесь стояло: {what}',
  sources: 'Источники: {sources}',
  against: 'Оспаривает: {sources}',
  placesBy: 'По местам: {kind}',
  stated: '{status}; время: {time}; {claimant}',
  revised: '{what} ({time}):',
  old: 'Сервер недоступен. Последнее, что от него получено: {time}.',
  changed: '{name}: {was} → {now}',
  none: 'нет',
  feedTitle: '{title}: лента',
  start: '{title}: {zone} ({places})',
  startSays: 'Начало в {clock} по местному времени: {places}.',
  cardAt: 'Опубликовано: {time}, запись {seq}',
  badge: '{title}: {kind}, {figure}',
};
