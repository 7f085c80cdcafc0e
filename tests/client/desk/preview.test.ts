import { expect, test } from 'vitest';
import type { Figure } from '#shared/snapshot.ts';
import type { CountToPost, KnownThere } from '../../../client/desk/composer/preview.ts';
import { previewPost } from '../../../client/desk/composer/preview.ts';

const at = (time: string) => Date.parse(`2021-04-21T${time}Z`);
const figure = (claimant: string, best: number, more: Partial<Figure> = {}): Figure => ({
  low: best,
  best,
  high: best,
  claimant,
  asOf: '2021-04-21T16:00:00.000Z',
  basis: 'summed',
  ...more,
});
const known = (claims: Figure[], more: Partial<KnownThere> = {}): KnownThere => ({
  claims,
  policy: ['desk'],
  isLeaf: true,
  big: 'best',
  ...more,
});
const post = (more: Partial<CountToPost> = {}): CountToPost => ({
  op: 'add',
  count: { best: 12 },
  asOf: at('16:31'),
  claimant: 'desk',
  status: 'reported',
  ...more,
});
const of = (best: number, low = best, high = best) => ({ low, best, high });

test('K5: an addition goes on top of what stands', () => {
  expect(previewPost(post(), known([figure('desk', 42)]))).toEqual({
    before: of(42),
    after: of(54),
    exact: true,
    falls: false,
    followed: 'desk',
    follows: 'desk',
  });
});

test('K5: a range widens the sum, and an open end stays open', () => {
  const ranged = previewPost(post({ count: { best: 20, high: 30 } }), known([figure('desk', 42)]));
  expect(ranged.after).toEqual(of(62, 62, 72));
  const open = previewPost(post({ count: { best: 8, atLeast: true } }), known([figure('desk', 42)]));
  expect(open.after).toEqual({ ...of(50), atLeast: true });
});

test('K5: the first entry at a place has nothing before it', () => {
  const first = previewPost(post(), known([]));
  expect(first).toMatchObject({ after: of(12), exact: true, follows: 'desk' });
  expect(first).not.toHaveProperty('before');
  expect(first).not.toHaveProperty('followed');
});

test('K5: what was added before a standing total is in it already', () => {
  const claims = [figure('desk', 50, { basis: 'stated' })];
  expect(previewPost(post({ asOf: at('15:59') }), known(claims))).toMatchObject({
    after: of(50),
    still: 'superseded',
  });
  expect(previewPost(post({ asOf: at('16:00') }), known(claims))).toMatchObject({ after: of(62) });
});

test('K5: a total replaces, and one that falls is said to', () => {
  expect(previewPost(post({ op: 'total', count: { best: 40 } }), known([figure('desk', 42)]))).toMatchObject({
    after: of(40),
    exact: true,
    falls: true,
  });
});

test('K5: a total from before later additions is at least that, and nothing more is claimed', () => {
  const late = post({ op: 'total', count: { best: 40 }, asOf: at('15:00') });
  expect(previewPost(late, known([figure('desk', 42)]))).toMatchObject({
    after: of(40),
    exact: false,
    falls: false,
  });
});

test('K5: a lower total above other places is not promised: their sum may be more', () => {
  const lower = post({ op: 'total', count: { best: 30 } });
  expect(previewPost(lower, known([figure('desk', 42)], { isLeaf: false })).exact).toBe(false);
  const higher = post({ op: 'total', count: { best: 60 } });
  expect(previewPost(higher, known([figure('desk', 42)], { isLeaf: false })).exact).toBe(true);
});

test('K6: a post for a claimant whom the headline does not follow is said not to move it', () => {
  const claims = [figure('desk', 42), figure('ovd-info', 40)];
  expect(previewPost(post({ claimant: 'ovd-info' }), known(claims))).toMatchObject({
    follows: 'desk',
    still: 'other-claimant',
  });
});

test('K6: a post that hands the headline to another claimant says to whom', () => {
  const claims = [figure('desk', 42)];
  const handed = previewPost(
    post({ claimant: 'ovd-info', op: 'total', count: { best: 40 } }),
    known(claims, { policy: ['ovd-info', 'desk'], isLeaf: false }),
  );
  expect(handed).toMatchObject({ followed: 'desk', follows: 'ovd-info' });
  expect(handed).not.toHaveProperty('still');
});

test('K6: additions alone do not speak for a place with places in it', () => {
  const claims = [figure('ministry', 10, { basis: 'stated' })];
  const added = previewPost(post(), known(claims, { policy: ['ministry', 'desk'], isLeaf: false }));
  expect(added).toMatchObject({ follows: 'ministry', still: 'other-claimant' });
});

test('K6: disputed, unconfirmed under a confirmed headline, and no change are said not to move it', () => {
  const claims = [figure('desk', 42)];
  expect(previewPost(post({ status: 'disputed' }), known(claims)).still).toBe('disputed');
  expect(previewPost(post(), known(claims, { big: 'confirmed' })).still).toBe('not-confirmed');
  expect(previewPost(post({ op: 'total', count: { best: 42 } }), known(claims)).still).toBe('same');
});
