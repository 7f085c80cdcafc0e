/** Posting, as both doors do it. */
import type { Receipts } from '#shared/answers.ts';
import type { Desk } from '../desk/contract.ts';
import type { Reply } from './dispatcher.ts';

export async function postEntries(
  desk: Pick<Desk, 'post'>,
  ...posted: Parameters<Desk['post']>
): Promise<Reply<Receipts>> {
  const { created, receipts } = await desk.post(...posted);
  return { status: created ? 201 : 200, body: { entries: receipts } };
}
