import { expect, test } from 'vitest';
import type { Figure } from '#shared/snapshot.ts';
import { presentMoment } from '../../../client/desk/composer/present-moment.ts';

const at = (time: string) => Date.parse(`2026-11-28T${time}Z`);
const iso = (time: string) => `2026-11-28T${time}Z`;
const figure = (asOf: string): Figure => ({
  best: 350,
  low: 350,
  high: 350,
  claimant: 'desk',
  basis: 'stated',
  asOf: iso(asOf),
});
const known = (published: string, kazan: string) => ({
  at: iso(published),
  headline: {},
  claims: {},
  places: [{ id: 'kazan', arrest: figure(kazan) }],
});

test('K22: now is the moment itself, and never before what is known', () => {
  const now = at('01:08:34.000');
  expect(presentMoment(now, known('01:08:33.646', '01:08:33.646'), 'arrest', 'kazan')).toBe(now);
  // A device that is a second behind the server.
  const late = at('01:08:32.700');
  expect(presentMoment(late, known('01:08:33.646', '01:08:33.640'), 'arrest', 'kazan')).toBe(
    at('01:08:33.646'),
  );
  expect(presentMoment(late, known('01:08:30.000', '01:08:33.640'), 'arrest', 'kazan')).toBe(
    at('01:08:33.640'),
  );
});

test('K22: what was stated of a time to come does not carry now along', () => {
  const now = at('01:08:34.000');
  expect(presentMoment(now, known('01:08:33.000', '01:09:30.000'), 'arrest', 'kazan')).toBe(now);
  expect(presentMoment(now, known('03:00:00.000', '01:08:00.000'), 'arrest', 'kazan')).toBe(now);
});
