/** The replay's words in Russian. */
import type { replayEn } from './replay-en.ts';

export const replayRu: typeof replayEn = {
  name: 'Повтор',
  entry: 'Номер записи',
  line: 'Запись {seq} из {head}, {time}',
  hint: 'Стрелки: на одну запись. Page Up, Page Down: к главным сообщениям. Escape: к настоящему.',
  play: 'Пуск',
  pause: 'Пауза',
  speed: 'Скорость',
  knowledge: 'Что показано',
  asThen: 'Как знали тогда',
  asNow: 'С поздними исправлениями',
  asNowNote: 'То, что теперь известно о времени до этой минуты.',
  noPlaces: 'Места не показаны: данные не пришли.',
  link: 'Ссылка на этот момент',
  back: 'К настоящему',
  asking: 'Загружается',
  busy: 'Сервер занят, запрос повторится',
  failed: 'Ответа нет',
};
