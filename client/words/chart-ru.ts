/** The chart's words in Russian. */
import type { chartEn } from './chart-en.ts';
import type { RussianForm, Translated } from './messages.ts';

export const chartRu: Translated<typeof chartEn, RussianForm> = {
  modes: { label: 'Показать', cumulative: 'С накоплением', interval: 'По интервалам' },
  ranges: { label: 'Отрезок', '15m': '15 мин', '1h': '1 ч', '6h': '6 ч', '24h': '24 ч', all: 'Всё' },
  per: {
    minutes: {
      one: 'за {count} минуту',
      few: 'за {count} минуты',
      many: 'за {count} минут',
      other: 'за {count} минуты',
    },
    hours: {
      one: 'за {count} час',
      few: 'за {count} часа',
      many: 'за {count} часов',
      other: 'за {count} часа',
    },
    days: { one: 'за {count} день', few: 'за {count} дня', many: 'за {count} дней', other: 'за {count} дня' },
  },
  goal: 'Цель {count}',
  reportedRange: 'сообщается',
  nothingSince: 'с {time} ничего не получено',
  nothing: 'Чисел нет',
  notes: {
    time: 'Время: {place}.',
    axisStart: '{kind}: ось начинается с {count}.',
    axisStarts: { registration: 'Ось регистраций начинается с {count}.' },
    goalAbove: 'Цель, {count}, лежит выше этого отрезка.',
    goalAboveOf: '{kind}: цель, {count}, лежит выше этого отрезка.',
    diamond: {
      one: 'Один ромб — {count} сообщение.',
      few: 'Один ромб — {count} сообщения.',
      many: 'Один ромб — {count} сообщений.',
      other: 'Один ромб — {count} сообщения.',
    },
    bar: {
      minutes: {
        one: 'Один столбик — {count} минута,',
        few: 'Один столбик — {count} минуты,',
        many: 'Один столбик — {count} минут,',
        other: 'Один столбик — {count} минуты,',
      },
      hours: {
        one: 'Один столбик — {count} час,',
        few: 'Один столбик — {count} часа,',
        many: 'Один столбик — {count} часов,',
        other: 'Один столбик — {count} часа,',
      },
      days: {
        one: 'Один столбик — {count} день,',
        few: 'Один столбик — {count} дня,',
        many: 'Один столбик — {count} дней,',
        other: 'Один столбик — {count} дня,',
      },
    },
    zero: 'все столбики начинаются с нуля.',
    zeroUnfinished: 'все столбики начинаются с нуля; последний, заштрихованный, ещё не закончен.',
    outlined: 'Закрашено подтверждённое, контуром показано то, о чём сообщается.',
    dashed: 'Сплошная линия — подтверждено, пунктир — сообщается.',
    marks: 'Треугольник отмечает исправление, отзыв или снижение числа.',
    coarse: 'Подробные данные не пришли; нарисовано грубее, чем позволяет этот отрезок.',
  },
  options: {
    place: 'Место',
    allPlaces: 'Все места',
    claimant: 'Кто считает',
    headline: 'Как в крупных числах',
    bucket: 'Столбик',
    fitting: 'Сколько поместится',
    whole: 'Весь отрезок',
  },
  keys: 'Главные сообщения',
  disputed: 'Оспаривается',
  /** The kinds of a board that brings none, as they are counted. */
  counted: {
    registration: {
      one: '{count} регистрация',
      few: '{count} регистрации',
      many: '{count} регистраций',
      other: '{count} регистрации',
    },
    arrest: {
      one: '{count} задержание',
      few: '{count} задержания',
      many: '{count} задержаний',
      other: '{count} задержания',
    },
    update: {
      one: '{count} сообщение',
      few: '{count} сообщения',
      many: '{count} сообщений',
      other: '{count} сообщения',
    },
  },
  cursor: {
    label: 'Читать график по времени',
    hint: 'Стрелки влево и вправо: один шаг. Home, End: края. Escape: закончить. Плюс, минус: крупнее, мельче. Shift со стрелкой: сдвинуть. 0: весь отрезок.',
    at: '{time}:',
    between: '{from}–{to}:',
    range: '{said} (сообщается {range})',
    own: '{kind}: {count}',
    none: 'чисел нет',
  },
  marks: {
    corrected: 'исправлено в {time}',
    retracted: 'отозвано в {time}',
    fell: 'число снизилось в {time}',
  },
  canvas: {
    title: 'День с начала, с {from} до {to}, время: {place}.',
    rose: '{kind}: рост с {first} до {last}.',
    fell: '{kind}: снижение с {first} до {last}.',
    stayed: '{kind}: без изменений, {last}.',
    went: '{kind}: с {first} до {last}.',
    held: '{kind}: всё время {last}.',
    unknown: '{kind}: числа нет.',
    goal: 'Цель: {goal}.',
    reported: 'Сообщается: {range}.',
    table: 'Далее таблица.',
  },
};
