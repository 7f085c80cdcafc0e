import { expect, test } from 'vitest';
import type { Json } from '../support/outside-client.ts';
import { add, minute, total, update, useServer } from '../support/outside-client.ts';

const server = useServer();

/** What the board says about arrests after these entries: the headline, and each place's by id. */
async function show(entries: Json[], fields: Record<string, unknown> = {}) {
  const slug = await server.makeBoard(fields);
  const posted = await server.publish(slug, entries);
  const snapshot = await server.snapshot(slug);
  const at = (id: string) => snapshot.places.find((row: Json) => row.id === id)?.arrest;
  const claim = (claimant: string) => snapshot.claims.arrest?.find((row: Json) => row.claimant === claimant);
  return { slug, posted, snapshot, headline: snapshot.headline.arrest, at, claim };
}

test('O1: a total and an addition of the same minute make the sum, in the order they were posted', async () => {
  const at = { place: 'kazan', asOf: minute(31) };
  const later = await show([total(350, at), add(12, at)]);
  expect(later.headline).toMatchObject({ best: 362, asOf: minute(31), basis: 'summed' });
  expect(later.at('kazan')).toMatchObject({
    best: 362,
    basis: 'advanced',
    stated: { best: 350, asOf: minute(31), entry: later.posted[0].id },
  });
  const earlier = await show([add(12, at), total(350, at)]);
  expect(earlier.at('kazan')).toMatchObject({ best: 350, basis: 'stated' });
  expect(earlier.at('kazan')).not.toHaveProperty('stated');
});

test('O1: a total stands until its places outgrow it, and says then what was stated', async () => {
  const below = await show([
    total(459, { asOf: minute(5) }),
    add(200, { place: 'kazan', asOf: minute(1) }),
    total(100, { place: 'omsk', asOf: minute(2) }),
  ]);
  expect(below.headline).toMatchObject({ best: 459, basis: 'stated', asOf: minute(5) });
  const above = await show([
    total(459, { asOf: minute(5) }),
    add(400, { place: 'kazan', asOf: minute(1) }),
    total(100, { place: 'omsk', asOf: minute(2) }),
  ]);
  expect(above.headline).toMatchObject({
    ...{ best: 500, basis: 'summed', asOf: minute(2) },
    stated: { best: 459, asOf: minute(5), entry: above.posted[0].id },
  });
  expect(above.at('tatarstan')).toMatchObject({ best: 400, basis: 'summed' });
});

test('O1: additions anywhere below advance a total, a lower total below takes none of them back', async () => {
  const shown = await show([
    total(100, { asOf: minute(0) }),
    add(10, { place: 'kazan', asOf: minute(1) }),
    total(4, { place: 'kazan', asOf: minute(2) }),
  ]);
  expect(shown.at('kazan')).toMatchObject({ best: 4, basis: 'stated' });
  expect(shown.headline).toMatchObject({ best: 110, basis: 'advanced', asOf: minute(1) });
});

test('O1: bounds follow the rule one by one, and "at least" marks every figure that contains it', async () => {
  const { headline, at } = await show([
    add({ low: 20, best: 30, high: 40, words: 'dozens' }, { place: 'kazan' }),
    add({ best: 8, atLeast: true }, { place: 'chelny' }),
    add(5, { place: 'omsk' }),
  ]);
  expect(headline).toMatchObject({ low: 33, best: 43, high: 53, atLeast: true });
  expect(at('tatarstan')).toMatchObject({ low: 28, best: 38, high: 48, atLeast: true });
  expect(at('omsk')).toMatchObject({ low: 5, best: 5, high: 5 });
  expect(at('omsk')).not.toHaveProperty('atLeast');
});

test('O1: what is confirmed is never more than the number itself, and absent where nothing is', async () => {
  const { headline, at, claim } = await show([
    total(50, { place: 'omsk', status: 'confirmed', asOf: minute(0) }),
    total(30, { place: 'omsk', asOf: minute(1) }),
    add(7, { place: 'kazan', status: 'confirmed' }),
    add(9, { place: 'chelny' }),
    add(90, { place: 'chelny', status: 'disputed' }),
    add(90, { status: 'disputed', claimant: 'ministry' }),
  ]);
  expect(at('omsk')).toMatchObject({ best: 30, confirmed: 30 });
  expect(at('chelny').best).toBe(9);
  expect(at('chelny')).not.toHaveProperty('confirmed');
  expect(headline).toMatchObject({ best: 46, confirmed: 46 });
  expect(claim('ministry')).toBeUndefined();
});

test('O1: the headline is the first trusted who speaks, else trusted, else who speaks, else the highest', async () => {
  const policy = { arrest: ['desk', 'ovd-info'] };
  const city = { place: 'kazan' };
  const ovd = { claimant: 'ovd-info' };
  const ministry = { claimant: 'ministry' };
  const claimants = [
    await show([add(500, city), total(4, ovd), total(9, ministry)], { policy }),
    await show([add(5, city), add(7, { ...city, ...ovd }), total(900, ministry)], { policy }),
    await show([total(3, ministry), add(900, { ...city, claimant: 'a-paper' })], { policy }),
    await show([add(3, { ...city, ...ministry }), add(9, { ...city, claimant: 'a-paper' })], { policy }),
    await show([total(9, ministry), total(9, { claimant: 'a-paper' })]),
    await show([add(5, city), add(500, ovd)]),
  ].map(({ headline }) => headline.claimant);
  expect(claimants).toEqual(['ovd-info', 'ovd-info', 'ministry', 'a-paper', 'a-paper', 'desk']);
  const leaf = await show([add(2, { ...city, ...ovd }), add(900, { ...city, ...ministry })], { policy });
  expect(leaf.at('kazan').claimant).toBe('ovd-info');
});

test('O1: a new policy moves the headline and the series', async () => {
  const { slug, headline } = await show([total(5), total(9, { claimant: 'ovd-info' })]);
  expect(headline).toMatchObject({ claimant: 'desk', best: 5 });
  const change = { policy: { arrest: ['ovd-info'] } };
  expect((await server.admin.send('PATCH', `/api/v1/boards/${slug}`, change)).status).toBe(200);
  const snapshot = await server.snapshot(slug, 4);
  expect(snapshot.board.policy).toEqual(change.policy);
  expect(snapshot.headline.arrest).toMatchObject({ claimant: 'ovd-info', best: 9 });
  expect(snapshot.series.arrest.points.at(-1).slice(1)).toEqual([9, 9, 9, null]);
});

test('O1: a corrected entry keeps its own number for ties, and moves between places, minutes and claimants', async () => {
  const { slug, posted } = await show([
    total(350, { place: 'kazan', asOf: minute(31) }),
    add(12, { place: 'kazan', asOf: minute(31) }),
    add(6, { place: 'omsk', asOf: minute(9) }),
  ]);
  const correct = (index: number, set: Json) =>
    server.publish(slug, { kind: 'correction', target: posted[index].id, set, reason: 'Recounted' });
  await correct(0, { count: 351 });
  await correct(2, { place: 'chelny', asOf: minute(40) });
  const moved = await server.snapshot(slug);
  expect(moved.headline.arrest).toMatchObject({ best: 369, asOf: minute(40) });
  expect(moved.places).toMatchObject([
    { id: 'tatarstan', arrest: { best: 369 } },
    { id: 'kazan', arrest: { best: 363, stated: { best: 351 } } },
    { id: 'chelny', arrest: { best: 6 } },
    { id: 'omsk' },
  ]);
  expect(moved.places[3]).toEqual({ id: 'omsk' });
  await correct(0, { claimant: 'ministry', place: null, op: 'add' });
  const given = await server.snapshot(slug);
  expect(given.claims.arrest).toMatchObject([
    { claimant: 'ministry', best: 351, basis: 'summed' },
    { claimant: 'desk', best: 18 },
  ]);
});

test('O1: updates count one each, at or below a place, without the retracted and the disputed', async () => {
  const slug = await server.makeBoard();
  const posted = await server.publish(slug, [
    update('One', { place: 'kazan', status: 'confirmed' }),
    update('Two', { place: 'omsk' }),
    update('Three', { status: 'disputed' }),
    update('Four'),
  ]);
  await server.publish(slug, [
    { kind: 'correction', target: posted[1].id, set: { text: 'Two of them' }, reason: 'Typo' },
    { kind: 'retraction', target: posted[3].id, reason: 'Not so' },
  ]);
  const { headline, places } = await server.snapshot(slug);
  expect(headline.update).toMatchObject({ best: 2, confirmed: 1, corrected: 1 });
  expect(headline).not.toHaveProperty('arrest');
  expect(places[0].update).toMatchObject({ best: 1, confirmed: 1, corrected: 0 });
});

test('O2: series are the newest 520 points of one step, 60, 120 or 240 s; each counts what was by then', async () => {
  const days = Array.from({ length: 60 }, (_, day) => add(1, { asOf: minute(day * 24 * 60) }));
  const { slug, snapshot } = await show([add(3, { asOf: minute(7), place: 'kazan' }), ...days]);
  const { step, points } = snapshot.series.arrest;
  expect([step, points.length]).toEqual([240, 520]);
  expect(points.at(-1)?.[0]).toBe(Math.ceil(Date.parse(minute(59 * 24 * 60)) / 240_000) * 240_000);
  const whole = await server.read(slug, '/series?kind=arrest');
  expect(whole.points.length).toBeLessThanOrEqual(520);
  expect([whole.points[0][2], whole.points.at(-1)[2]]).toEqual([1, 63]);
  for (const [t, low, best, high] of points) {
    expect(t % (step * 1000)).toBe(0);
    const known =
      days.filter(({ asOf }) => Date.parse(asOf) <= t).length + (t >= Date.parse(minute(7)) ? 3 : 0);
    expect([low, best, high]).toEqual([known, known, known]);
  }
  const asked = `?kind=arrest&place=kazan&claimant=desk&from=${minute(0)}&to=${minute(20)}&step=120`;
  const narrow = await server.read(slug, `/series${asked}`);
  expect(narrow).toMatchObject({ kind: 'arrest', place: 'kazan', claimant: 'desk', step: 120, marks: [] });
  const minutes = [0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20];
  const known = minutes.map((at) => [Date.parse(minute(at)), at < 7 ? 0 : 3]);
  // The one addition at Kazan is of minute 7: before it nobody had said anything, which may be left out.
  expect(narrow.points.map(([t, , best]: Json) => [t, best])).toEqual(known.slice(-narrow.points.length));
  expect(narrow.points.length).toBeGreaterThanOrEqual(7);
});

test('O2: a correction and a falling total leave a mark at the present time of their entry', async () => {
  const { slug, posted } = await show([
    total(9, { asOf: minute(1) }),
    total(5, { asOf: minute(2) }),
    add(1, { asOf: minute(3) }),
  ]);
  await server.publish(slug, {
    ...{ kind: 'correction', target: posted[2].id, reason: 'Later' },
    set: { asOf: minute(8) },
  });
  const { marks } = await server.read(slug, '/series?kind=arrest');
  expect(marks).toMatchObject([
    { t: Date.parse(minute(2)), entry: posted[1].id },
    { t: Date.parse(minute(8)), entry: posted[2].id },
  ]);
});
