/** What the log says of what was thrown. */
import { expect, test } from 'vitest';
import { explainFailure } from '../../server/failure.ts';
import { sayFault } from '../../server/fault-sentence.ts';
import { faultOf } from '../../server/ledger/sqlite/faults.ts';
import { LedgerFault } from '../../server/ledger-fault.ts';
import { openPeople } from '../../server/people/people.ts';
import { CHEAP, openRoomWithOwner } from '../support/people.ts';
import { listFiles, readText } from '../support/repository.ts';

test.each([
  [new LedgerFault('full', 'The disk is full.'), 'The disk is full.'],
  [new TypeError('x is not a function'), 'x is not a function.'],
  [new Error(''), 'What went wrong is not known.'],
  ['a text', 'a text.'],
])('L70: %j is a sentence', (thrown, sentence) => {
  expect(sayFault(thrown)).toBe(sentence);
  expect(faultOf(thrown).message).toContain(sentence);
});

test('L70: what is thrown is made a sentence in one place', () => {
  const files = listFiles(/^server\/.*\.ts$/).filter((file) => file !== 'server/fault-sentence.ts');
  expect(files.filter((file) => /String\((error|fault|e)\)/.test(readText(file)))).toEqual([]);
  expect(explainFailure('a text')).toBe('Tocsin could not start: a text.\n');
});

test.each([
  [new LedgerFault('read-only', 'The database cannot be written.'), []],
  [new LedgerFault('full', 'The disk is full.'), []],
  [new TypeError('x is not a function'), ['Sessions could not be looked through. x is not a function.']],
])('L71: sessions that are over and cannot be tidied away: %j', async (thrown, said) => {
  await using room = await openRoomWithOwner();
  let tries = 0;
  const removeExpired = async () => {
    tries++;
    throw thrown;
  };
  const logged: string[] = [];
  const log = { error: (sentence: string) => void logged.push(sentence) };
  const store = { ...room.store.people, removeExpired };
  const people = await openPeople({ ...room, store, log, cost: CHEAP });
  await expect.poll(() => tries, { interval: 20, timeout: 5_000 }).toBe(1);
  await people[Symbol.asyncDispose]();
  expect(logged).toEqual(said);
});
