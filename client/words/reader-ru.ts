/** Что страница говорит тем, кто вернулся, слушает или просит сообщать, по-русски. */
import type { RussianForm, Translated } from './messages.ts';
import type { readerEn } from './reader-en.ts';

export const readerRu: Translated<typeof readerEn, RussianForm> = {
  left: 'Пока вас не было',
  leftAt: 'Вы отошли в {time}, прошло {age}.',
  was: 'Было: {was}.',
  up: '{kind}: было {was}, стало {now}, больше на {by}.',
  down: '{kind}: было {was}, стало {now}, меньше на {by}.',
  first: '{kind}: {now}. Раньше числа не было.',
  gone: '{kind}: число {was} отозвано.',
  key: '{time}, {where}: {text}',
  more: {
    one: 'И ещё {count}.',
    few: 'И ещё {count}.',
    many: 'И ещё {count}.',
    other: 'И ещё {count}.',
  },
  close: 'Закрыть',
  spoken: 'Сводка вслух',
  spokenEvery: { minute: 'раз в минуту', five: 'раз в 5 минут', never: 'никогда' },
  soon: {
    ten: 'Через 10 минут {hour} наступит здесь: {zone}.',
    one: 'Через минуту {hour} наступит здесь: {zone}.',
    now: '{hour} наступило здесь: {zone}.',
  },
  notify: 'Сообщать о главном и об исправлениях',
  notifyOff: 'Больше не сообщать',
  notifyRefused: 'Этот браузер не разрешает странице присылать уведомления.',
  here: 'У вас {hour}: {title}',
};
