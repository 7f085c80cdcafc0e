/** Drafts that both sides of a crash can make from a number: the same id and the same body each time. */
import type { Draft } from '../../server/ledger/contract.ts';
import { arrests, draft, update } from './drafts.ts';

export function crashId(number: number): string {
  return `00000000-0000-4000-8000-${number.toString(16).padStart(12, '0')}`;
}

export function crashDraft(number: number): Draft {
  // Every third has a text: it has to be there together with its line, or not at all.
  const facts = number % 3 === 0 ? update(`Text of ${number}`) : arrests(number);
  return draft(facts, { id: crashId(number) });
}
