import { expect, test } from 'vitest';
import { floorInZone, fromLocal, instantsShowing, listInZone } from '#shared/zone-clock.ts';
import { toLocal } from '#shared/zone-offset.ts';
import { differentZones, findChanges } from '../support/zone-changes.ts';
import { checkChange } from '../support/zone-laws.ts';

const HOUR = 3_600_000;

// Mutants: one of the two offsets tried alone; a floor of the clock's digits turned back with the offset of its input.
test('E50, E51: in every zone, around the changes of its clocks, what is read back is what was written', () => {
  const zones = differentZones();
  expect(zones.length).toBeGreaterThan(80);
  // A few of each zone's changes here; tests/long looks at all of them.
  for (const zone of zones) for (const change of findChanges(zone, 28).slice(-2)) checkChange(change);
});

test('E50: an hour that comes twice has two instants, one that never comes none', () => {
  const second = Date.parse('2026-10-25T01:15Z');
  expect(instantsShowing(toLocal(second, 'Europe/Berlin'), 'Europe/Berlin')).toEqual([second - HOUR, second]);
  const skipped = Date.UTC(2026, 2, 29, 2, 30);
  expect(instantsShowing(skipped, 'Europe/Berlin')).toEqual([]);
  expect(fromLocal(skipped, 'Europe/Berlin')).toBe(Date.parse('2026-03-29T01:00Z'));
  // A whole day that Samoa left out.
  expect(instantsShowing(Date.UTC(2011, 11, 30, 12), 'Pacific/Apia')).toEqual([]);
});

test('E51: the beginning of an hour or a day is never after the moment itself, nor before the last one', () => {
  const floor = (iso: string, zone: string, length = HOUR) =>
    new Date(floorInZone(Date.parse(iso), length, zone)).toISOString();
  expect(floor('2026-10-25T00:15Z', 'Europe/Berlin')).toBe('2026-10-25T00:00:00.000Z');
  expect(floor('2026-10-25T01:15Z', 'Europe/Berlin')).toBe('2026-10-25T01:00:00.000Z');
  expect(floor('2026-11-01T06:15Z', 'America/New_York')).toBe('2026-11-01T06:00:00.000Z');
  // Lord Howe goes back by half an hour: 01:30 to 02:00 comes twice, and its second 02:00 is an hour and a half after 01:00.
  expect(floor('2026-04-04T15:45Z', 'Australia/Lord_Howe')).toBe('2026-04-04T15:30:00.000Z');
  // Midnight is skipped in Santiago: its day begins at one.
  expect(floor('2026-09-06T09:00Z', 'America/Santiago', 24 * HOUR)).toBe('2026-09-06T04:00:00.000Z');
});

test('E51: a night with an hour that comes twice has all its hours, each once', () => {
  const [from, to] = ['2026-10-24T22:00Z', '2026-10-25T03:00Z'].map((iso) => Date.parse(iso));
  const hours = listInZone({ from: from ?? 0, to: to ?? 0 }, HOUR, 'Europe/Berlin');
  expect(hours.map((at) => new Date(toLocal(at, 'Europe/Berlin')).getUTCHours())).toEqual([0, 1, 2, 2, 3, 4]);
});

test('E50: parts of a second, and times before 1970, are kept exactly', () => {
  for (const instant of [-1, -0.5, -1234.25, -86_400_001, 0, 0.75, 1_619_023_500_123]) {
    expect(toLocal(instant, 'Etc/UTC')).toBe(instant);
    expect(toLocal(instant, 'Asia/Kolkata') - instant).toBe(5.5 * HOUR);
  }
});
