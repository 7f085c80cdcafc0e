/** Drafts and batches as the desk makes them, said in few words. */
import { randomUUID } from 'node:crypto';
import type { AppendOutcome, Batch, Draft, DraftFacts, Ledger } from '../../server/ledger/contract.ts';
import type { CountFacts, Line } from '../../shared/line.ts';

export const NOON = Date.parse('2021-04-21T12:00:00Z');

export function draft(facts: DraftFacts, more: Partial<Draft> = {}): Draft {
  return { id: randomUUID(), facts, body: JSON.stringify(facts), ...more };
}

export function arrests(best: number, more: Partial<Omit<CountFacts, 'kind'>> = {}): DraftFacts {
  return {
    kind: 'arrest',
    op: 'add',
    count: { best },
    asOf: NOON,
    claimant: 'desk',
    status: 'reported',
    ...more,
  };
}

export function update(text: string): DraftFacts {
  return { kind: 'update', text, asOf: NOON, claimant: 'desk', status: 'reported' };
}

export function retraction(target: string): DraftFacts {
  return { kind: 'retraction', target, reason: 'Counted twice' };
}

export function boardLine(slug: string): DraftFacts {
  return { kind: 'board', set: { slug, title: 'March', zone: 'Europe/Moscow', state: 'live' } };
}

export function batch(board: string, drafts: readonly Draft[], more: Partial<Batch> = {}): Batch {
  return { board, drafts, author: 'anna', receivedAt: NOON, ...more };
}

/** Makes a board; what is posted to it has `seq` 2 and up. */
export async function makeBoard(ledger: Ledger, slug = 'march'): Promise<void> {
  await appendOne(ledger, batch(slug, [draft(boardLine(slug))]));
}

export type AppendedOutcome = Extract<AppendOutcome, { outcome: 'appended' }>;

export async function outcomeOf(ledger: Ledger, posted: Batch): Promise<AppendOutcome> {
  const [outcome] = await ledger.append([posted]);
  if (!outcome) throw new Error('No outcome for the batch.');
  return outcome;
}

export async function appendOne(ledger: Ledger, posted: Batch): Promise<AppendedOutcome> {
  const outcome = await outcomeOf(ledger, posted);
  if (outcome.outcome !== 'appended') throw new Error(`Refused: ${JSON.stringify(outcome)}`);
  return outcome;
}

export async function readAll(ledger: Ledger, board = 'march', after = 0): Promise<Line[]> {
  const lines: Line[] = [];
  for await (const page of ledger.read(board, after)) lines.push(...page);
  return lines;
}
