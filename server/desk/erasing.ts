/** Erasing all texts about an entry for good. Its numbers stay, and the chain still proves them. */
import { randomUUID } from 'node:crypto';
import type { Receipt } from '#shared/answers.ts';
import type { Line } from '#shared/line.ts';
import { canonicalJson } from '../canonical-json.ts';
import { alone } from '../json-pointer.ts';
import { Refusal } from '../refusal.ts';
import type { Permit } from './admission.ts';
import type { DeskParts } from './posting.ts';
import { refuseOutcome, writeReceipt } from './posting.ts';

export async function eraseTexts(
  { live, ledger, clock }: DeskParts,
  { operator, board: slug }: Permit<'admin'>,
  { id, reason }: { id: string; reason: string },
): Promise<Receipt> {
  const seq = await ledger.seqOf(slug, id);
  const changes = seq === undefined ? [] : (live.tally(slug)?.entryState(seq)?.changes ?? []);
  const [line, ...about] = seq === undefined ? [] : await ledger.lines(slug, [seq, ...changes]);
  if (line === undefined) throw new Refusal('not-found', 'There is no entry with this id on the board.');
  if (![line, ...about].some(hasText)) {
    throw new Refusal('unchanged', 'Neither the entry nor a change to it has a text that could be erased.');
  }
  const facts = { kind: 'erasure' as const, target: id, reason };
  const outcome = await live.recorder.erase(
    {
      board: slug,
      drafts: [{ id: randomUUID(), facts, body: canonicalJson(facts) }],
      author: operator.id,
      receivedAt: clock.now(),
    },
    line.seq,
  );
  if (outcome.outcome !== 'appended') throw refuseOutcome(outcome, alone);
  const [erasure] = outcome.entries;
  if (!erasure) throw new RangeError('An erasure was appended as no entry.');
  return writeReceipt(erasure);
}

/** A board's own texts are no entry's: they are changed by changing the board. */
function hasText(line: Line): boolean {
  switch (line.kind) {
    case 'board':
    case 'checked':
    case 'mark':
      return false;
    case 'correction':
      return saysSomething([line.reason, line.set.text, line.set.count?.words, line.set.sources?.length]);
    case 'retraction':
    case 'erasure':
      return saysSomething([line.reason]);
    case 'status':
      return saysSomething([line.sources?.length]);
    case 'update':
      return saysSomething([line.text, line.sources?.length]);
    default:
      return saysSomething([line.text, line.count.words, line.sources?.length]);
  }
}

function saysSomething(texts: readonly (string | number | null | undefined)[]): boolean {
  return texts.some(Boolean);
}
