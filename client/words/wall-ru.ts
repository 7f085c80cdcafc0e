/** The wall in Russian. */
import type { RussianForm, Translated } from './messages.ts';
import type { wallEn } from './wall-en.ts';

export const wallRu: Translated<typeof wallEn, RussianForm> = {
  since: 'Связи нет с {time}',
  newest: 'Последнее сообщение',
  some: '{shown} из {count} поясов',
};
