/** The share sheet in Russian. */
import type { AnyLanguage } from './messages.ts';
import type { shareEn } from './share-en.ts';

export const shareRu: AnyLanguage<typeof shareEn> = {
  heading: 'Поделиться страницей',
  close: 'Закрыть',
  send: 'Отправить через приложение',
  link: 'Ссылка',
  line: 'Одним сообщением',
  lineWaits: 'Запрашиваем цифры.',
  lineFailed: 'Цифры не пришли: попробуйте, когда будет связь с сервером.',
  sms: 'Написать СМС',
  embed: 'На свой сайт',
  embedHint: 'Цифры там обновляются сами, скрипты вашей страницы для этого не нужны.',
  text: 'Текстовая страница',
  textHint: 'Не больше 4 КБ, без скриптов, для самой медленной сети.',
  copy: 'Скопировать: {what}',
  copied: 'Скопировано',
  selected: 'Выделено: скопируйте привычным для устройства способом.',
};
