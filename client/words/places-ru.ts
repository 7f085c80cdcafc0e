/** The table of places in Russian. */
import type { RussianForm, Translated } from './messages.ts';
import type { placesEn } from './places-en.ts';

export const placesRu: Translated<typeof placesEn, RussianForm> = {
  heading: 'По местам',
  place: 'Место',
  localTime: 'Местное время',
  confirmed: '{kind}: подтверждено',
  reported: '{kind}: сообщается',
  asOf: '{kind}: на какое время',
  lastHour: '{kind} за последний час',
  sources: 'Источники',
  inside: { one: '{count} место', few: '{count} места', many: '{count} мест', other: '{count} места' },
  deeper: {
    one: 'Внутри них {count} место',
    few: 'Внутри них {count} места',
    many: 'Внутри них {count} мест',
    other: 'Внутри них {count} места',
  },
  hourScale: 'Столбик в последнем часе — пять минут, масштаб у всех один; самый высокий — {tallest}.',
  heard: {
    one: 'за последний час есть вести из {count} места, всего их {of}',
    few: 'за последний час есть вести из {count} мест, всего их {of}',
    many: 'за последний час есть вести из {count} мест, всего их {of}',
    other: 'за последний час есть вести из {count} мест, всего их {of}',
  },
  heardSince: {
    one: 'с {time} есть вести из {count} места, всего их {of}',
    few: 'с {time} есть вести из {count} мест, всего их {of}',
    many: 'с {time} есть вести из {count} мест, всего их {of}',
    other: 'с {time} есть вести из {count} мест, всего их {of}',
  },
  within: '{place}: внутри',
  all: {
    one: 'Ещё {count} место',
    few: 'Ещё {count} места',
    many: 'Ещё {count} мест',
    other: 'Ещё {count} места',
  },
  whole: {
    one: '{count} место одной таблицей',
    few: 'Все {count} места одной таблицей',
    many: 'Все {count} мест одной таблицей',
    other: 'Все {count} места одной таблицей',
  },
  elsewhere: 'В других местах',
  elsewhereHint: 'входит в общее число, но ни в одно из этих мест',
  total: 'Всего',
  note: 'Тире — числа нет. Ноль — сообщили, что ноль.',
  none: 'Здесь не перечислено ни одного места.',
  doesNotAdd:
    'Столбец «{column}» не сходится: {more} в его строках — по чужим данным ({others}), это сверх общего числа {total} ({claimant}).',
  noTotal: '«{column}»: {more} — по чужим данным ({others}); {claimant} подтверждённых не называет.',
  moreInside: 'Число места бывает больше суммы мест, которые перечислены внутри него.',
  caption: 'Числа по каждому месту. Тире — числа нет.',
};
