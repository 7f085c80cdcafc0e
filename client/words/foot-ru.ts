/** What stands below a board, in Russian. */
import type { footEn } from './foot-en.ts';
import type { RussianForm, Translated } from './messages.ts';

export const footRu: Translated<typeof footEn, RussianForm> = {
  take: 'Взять данные',
  table: 'CSV',
  lines: 'Журнал (NDJSON)',
  json: 'JSON',
  atom: 'Лента Atom',
  jsonFeed: 'JSON Feed',
  calendar: 'Время начала (iCalendar)',
  text: 'Текстовая версия',
  entry: 'Запись № {seq}, {time}',
  real: 'Настоящее событие: здесь ничего не повторяется и не выдумано.',
  head: 'Вершина цепочки',
  count: 'Как мы считаем',
  countHint: 'Каждое число кто-то назвал в какую-то минуту. Исправления остаются видны.',
  trusted: '{kind}: берём число, которое называет {claimant}. Если его нет — наибольшее из остальных.',
  trustedInOrder:
    '{kind}: берём число того, кто назвал его, в таком порядке: {claimants}. Если не назвал никто из них — наибольшее из остальных.',
  bigConfirmed: '{kind}: крупно — подтверждённое; под ним — сколько сообщается.',
  cadence: '{kind}: новости ждём раз в {time}. Если их нет вдвое дольше, число отмечено как старое.',
  kindHints: { arrest: 'Освобождение не уменьшает число задержаний.' },
  claimants: 'Кто называет числа',
  privacy: 'Страница не ставит куки и не записывает адреса.',
};
