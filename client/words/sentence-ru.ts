/** Одна фраза о событии по-русски. */
import type { RussianForm, Translated } from './messages.ts';
import type { sentenceEn } from './sentence-en.ts';

export const sentenceRu: Translated<typeof sentenceEn, RussianForm> = {
  at: 'На {time} ({clock}): {what}.',
  asOf: 'На {time} ({clock}): {what}.',
  final: 'Итог на {time} ({clock}): {what}.',
  own: {
    at: '{kind} на {time} ({clock}): {what}.',
    asOf: '{kind} на {time} ({clock}): {what}.',
    final: '{kind}, итог на {time} ({clock}): {what}.',
    confirmed: 'подтверждено {count}',
    reported: 'по сообщениям {count}',
    atLeast: 'по сообщениям не менее {count}',
    reach: 'по сообщениям до {high}',
    upTo: 'до {high}',
    open: 'по сообщениям не менее {low}',
  },
  confirmed: {
    registration: {
      one: 'подтверждена {count} регистрация',
      few: 'подтверждены {count} регистрации',
      many: 'подтверждено {count} регистраций',
      other: 'подтверждено {count} регистрации',
    },
    arrest: {
      one: 'подтверждено {count} задержание',
      few: 'подтверждено {count} задержания',
      many: 'подтверждено {count} задержаний',
      other: 'подтверждено {count} задержания',
    },
  },
  reported: {
    registration: {
      one: 'зарегистрировался {count} человек',
      few: 'зарегистрировались {count} человека',
      many: 'зарегистрировались {count} человек',
      other: 'зарегистрировалось {count} человека',
    },
    arrest: {
      one: 'сообщается о {count} задержании',
      few: 'сообщается о {count} задержаниях',
      many: 'сообщается о {count} задержаниях',
      other: 'сообщается о {count} задержания',
    },
  },
  atLeast: {
    registration: {
      one: 'зарегистрировалось не менее {count} человека',
      few: 'зарегистрировалось не менее {count} человек',
      many: 'зарегистрировалось не менее {count} человек',
      other: 'зарегистрировалось не менее {count} человека',
    },
    arrest: {
      one: 'сообщается не менее чем о {count} задержании',
      few: 'сообщается не менее чем о {count} задержаниях',
      many: 'сообщается не менее чем о {count} задержаниях',
      other: 'сообщается не менее чем о {count} задержания',
    },
  },
  reach: 'по сообщениям — до {high}',
  reached: 'по сообщениям, было до {high}',
  open: 'по сообщениям — не менее {low}',
  opened: 'по сообщениям, было не менее {low}',
  all: '({place})',
  part: 'из них {most} — {place}',
  most: {
    one: 'в {count} месте, больше всего — {place} ({most})',
    few: 'в {count} местах, больше всего — {place} ({most})',
    many: 'в {count} местах, больше всего — {place} ({most})',
    other: 'в {count} места, больше всего — {place} ({most})',
  },
  tied: {
    one: 'в {count} месте, не больше {most} в каждом',
    few: 'в {count} местах, не больше {most} в каждом',
    many: 'в {count} местах, не больше {most} в каждом',
    other: 'в {count} места, не больше {most} в каждом',
  },
  updates: {
    one: '{count} сообщение, чисел нет',
    few: '{count} сообщения, чисел нет',
    many: '{count} сообщений, чисел нет',
    other: '{count} сообщения, чисел нет',
  },
  nothing: 'Чисел нет.',
  nothingFinal: 'Завершено; чисел нет.',
  starts: 'Начало {day} в {hour} по местному времени, раньше всех — {zone}.',
  startsAtOnce: 'Начало {day} в {hour} ({zone}).',
  due: 'Начало было назначено на {day}, {hour} по местному времени, раньше всех — {zone}.',
  dueAtOnce: 'Начало было назначено на {day}, {hour} ({zone}).',
  planned: 'Ещё не началось.',
};
