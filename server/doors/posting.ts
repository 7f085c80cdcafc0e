/** Posting, as both doors do it: what the desk makes of it, and refusals whose pointers fit what was sent. */
import type { Receipts } from '#shared/answers.ts';
import type { PostedEntry } from '#shared/entry.ts';
import type { Permit } from '../desk/admission.ts';
import type { Desk } from '../desk/contract.ts';
import { Refusal } from '../refusal.ts';
import type { Reply } from './dispatcher.ts';

export interface Posting {
  permit: Permit<'editor'>;
  entries: readonly PostedEntry[];
  /** Where the list lies in what was sent, e.g. `#/entries`; undefined where the entry was sent by itself. */
  list: string | undefined;
}

export async function postEntries(
  desk: Pick<Desk, 'post'>,
  { permit, entries, list }: Posting,
): Promise<Reply<Receipts>> {
  try {
    const { created, receipts } = await desk.post(permit, entries);
    return { status: created ? 201 : 200, body: { entries: receipts } };
  } catch (error) {
    throw list !== undefined && error instanceof Refusal ? moveInto(list, error, entries.length) : error;
  }
}

/** The desk points into the list, but for a lone entry into the entry itself. */
function moveInto(list: string, { code, message, extras }: Refusal, count: number): Refusal {
  if (!extras.errors) return new Refusal(code, message, extras);
  const move = (text: string) => text.replace(/^#/, count === 1 ? `${list}/0` : list);
  const errors = extras.errors.map(({ pointer, detail }) => ({ pointer: move(pointer), detail }));
  return new Refusal(code, move(message), { ...extras, errors });
}
