/** Кто называет число, по-русски. */
import type { claimsEn } from './claims-en.ts';
import type { RussianForm, Translated } from './messages.ts';

export const claimsRu: Translated<typeof claimsEn, RussianForm> = {
  heading: 'Кто что говорит',
  shown: 'показано',
  policy: 'Кому здесь доверяют, по порядку: {names}. Показано число первого, кто говорит обо всём сразу.',
  policyOne: 'Кому здесь доверяют: {first}.',
  followed: 'Показанное число называет {claimant}.',
  fallback: 'Никто из них не говорит обо всём сразу, поэтому показано наибольшее из остальных: {claimant}.',
  post: 'публикация',
  close: 'Закрыть',
};
