/** The wave in Russian. */
import type { RussianForm, Translated } from './messages.ts';
import type { waveEn } from './wave-en.ts';

export const waveRu: Translated<typeof waveEn, RussianForm> = {
  heading: 'Волна',
  zone: 'Пояс',
  localTime: 'Там сейчас',
  start: 'Начало',
  startIn: 'Начало, время: {clock}',
  started: 'началось',
  startsIn: 'начало через {time}',
  startsAt: 'начало {time}, время: {clock}',
  confirmed: '{kind}: подтверждено',
  tick: '{hour} по местному времени',
  scale: 'столбик во всю высоту — {count} за {minutes} мин',
  lowered: 'число уменьшили',
  outside: 'Столбики — с {from} до {to}; в числах есть и то, что было раньше и позже.',
  where: 'Где',
  more: { one: 'и ещё {count}', few: 'и ещё {count}', many: 'и ещё {count}', other: 'и ещё {count}' },
  localStart: 'Начало там',
  clockTime: 'Время: {clock}',
  left: 'До начала',
};
