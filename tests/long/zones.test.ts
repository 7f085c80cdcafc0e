import { expect, test } from 'vitest';
import { allZones, findChanges } from '../support/zone-changes.ts';
import { checkChange } from '../support/zone-laws.ts';

test('E50, E51: in every zone, around every change of its clocks from 2000 to 2040, what is read back is what was written', () => {
  const seen = new Set<string>();
  for (const zone of allZones) {
    for (const change of findChanges(zone, 1)) {
      seen.add(`${zone} ${change.at}`);
      checkChange(change);
    }
  }
  expect(seen.size).toBeGreaterThan(5_000);
}, 1_800_000);
