/** A board as an admin posts it: every field checked, and the whole of them. */
import { z } from 'zod';
import { CONTACT, WEB } from './address.ts';
import type { Board } from './board.ts';
import { BIG_FIGURES, BOARD_DEFAULTS, BOARD_STATES, CONFIRMING_RULES, NATURES } from './board.ts';
import { claimantIdSchema, kindIdSchema, placeIdSchema, slugSchema, zoneSchema } from './ids.ts';
import { kindsOf } from './kind-words.ts';
import { countKindsOf } from './kinds.ts';
import { LIMITS } from './limits.ts';
import { findRepeats, fullListSchema, listSchema } from './list-schema.ts';
import { addressSchema, localizedSchema, nameSchema, textSchema } from './text-schema.ts';
import { ofSoundForm } from './whole-form.ts';

const title = localizedSchema(nameSchema(200));
/** Whose keys are kinds: which ones the board has, the whole of it tells. */
const byKind = <Value extends z.ZodType>(value: Value) => z.record(z.string(), value);
const whole = (min: number, max: number, of: string) => {
  const error = `takes ${of}: a whole number from ${min.toLocaleString('en')} to ${max.toLocaleString('en')}`;
  return z.int({ error }).min(min, { error }).max(max, { error });
};
const within = (min: number, max: number, of: string) =>
  z
    .number({ error: `takes ${of} from ${min} to ${max}` })
    .min(min, { error: `takes ${of} from ${min} to ${max}` })
    .max(max, { error: `takes ${of} from ${min} to ${max}` });

const placeSchema = z
  .strictObject({
    id: placeIdSchema,
    name: title,
    parent: placeIdSchema.exactOptional(),
    lat: within(-90, 90, 'degrees').exactOptional(),
    lon: within(-180, 180, 'degrees').exactOptional(),
    zone: zoneSchema.exactOptional(),
    population: whole(0, LIMITS.count, 'people').exactOptional(),
    hidden: z.boolean({ error: 'takes true or false' }).exactOptional(),
    aliases: listSchema(nameSchema(200), LIMITS.aliases, 'other names').exactOptional(),
  })
  .refine(
    ({ lat, lon }) => lat === undefined || lon !== undefined,
    ofSoundForm({ path: ['lon'], error: 'takes a longitude where there is a latitude' }),
  )
  .refine(
    ({ lat, lon }) => lon === undefined || lat !== undefined,
    ofSoundForm({ path: ['lat'], error: 'takes a latitude where there is a longitude' }),
  );

const kindSchema = z.strictObject({ id: kindIdSchema, name: title });

const claimantSchema = z.strictObject({
  id: claimantIdSchema,
  name: title,
  url: addressSchema(WEB).exactOptional(),
});

const contactSchema = z.strictObject({
  name: title,
  phone: nameSchema(60).exactOptional(),
  url: addressSchema(CONTACT).exactOptional(),
  place: placeIdSchema.exactOptional(),
});

const namedZoneSchema = z.strictObject({ zone: zoneSchema, name: title });

/** A check of a list: what is said for a second time is refused where it is. `at` is the field that says it. */
function refuseRepeats<Row>(keyOf: (row: Row) => string, what: string, at: readonly string[] = []) {
  return ({ value, issues }: z.core.ParsePayload<Row[]>): void => {
    for (const [index, key] of findRepeats(value, keyOf))
      issues.push({ code: 'custom', input: key, path: [index, ...at], message: sayTwice(what, key) });
  };
}

function sayTwice(what: string, key: string): string {
  return `takes ${what} once: "${key}" is there twice`;
}

/** The fields of a board, each with what it is when left out. `slug` is fixed once the board is made. */
const fields = {
  title,
  kinds: fullListSchema(kindSchema, LIMITS.kinds, 'kinds'),
  summary: localizedSchema(textSchema(LIMITS.textCodePoints)),
  zone: zoneSchema,
  state: z.enum(BOARD_STATES, { error: `takes one of ${BOARD_STATES.join(', ')}` }),
  nature: z.enum(NATURES, { error: `takes one of ${NATURES.join(', ')}` }),
  goals: byKind(whole(1, LIMITS.count, 'a goal')),
  /** The rally's date and its local time in every place: one start instant for each zone. */
  start: z.strictObject({
    date: z.iso.date({ error: 'takes a date, e.g. 2021-04-21' }),
    time: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: 'takes a time of day, e.g. 19:00' }),
  }),
  /** For each kind whom the board trusts, in order. */
  policy: byKind(
    fullListSchema(claimantIdSchema, LIMITS.claimants, 'claimants').check(
      refuseRepeats((id) => id, 'a claimant'),
    ),
  ),
  /** For each kind which figure is the big one. */
  big: byKind(z.enum(BIG_FIGURES, { error: 'takes best or confirmed' })),
  claimants: listSchema(claimantSchema, LIMITS.claimants, 'claimants'),
  zones: listSchema(namedZoneSchema, LIMITS.zones, 'named zones').check(
    refuseRepeats(({ zone: named }) => named, 'a zone', ['zone']),
  ),
  /** Seconds within which news of a kind is expected; past twice that its number is stale. */
  cadence: byKind(whole(10, 604_800, 'seconds')),
  /** Seconds during which the desk can take a post back. */
  undo: whole(0, 120, 'seconds'),
  confirming: z.enum(CONFIRMING_RULES, {
    error: 'takes anyone, second-person or two-sources',
  }),
  contacts: listSchema(contactSchema, LIMITS.contacts, 'contacts'),
  places: listSchema(placeSchema, LIMITS.places, 'places'),
};

const { title: aTitle, kinds, zone, places, state, summary, start, ...resettable } = fields;
const boardSchema = z.strictObject({
  slug: slugSchema,
  title: aTitle,
  zone,
  kinds: kinds.exactOptional(),
  summary: summary.exactOptional(),
  start: start.exactOptional(),
  state: state.default(BOARD_DEFAULTS.state),
  nature: resettable.nature.default(BOARD_DEFAULTS.nature),
  goals: resettable.goals.default(BOARD_DEFAULTS.goals),
  policy: resettable.policy.default(BOARD_DEFAULTS.policy),
  big: resettable.big.default(BOARD_DEFAULTS.big),
  claimants: resettable.claimants.default(BOARD_DEFAULTS.claimants),
  zones: resettable.zones.default(BOARD_DEFAULTS.zones),
  cadence: resettable.cadence.default(BOARD_DEFAULTS.cadence),
  undo: resettable.undo.default(BOARD_DEFAULTS.undo),
  confirming: resettable.confirming.default(BOARD_DEFAULTS.confirming),
  contacts: resettable.contacts.default(BOARD_DEFAULTS.contacts),
  places: places.default(BOARD_DEFAULTS.places),
});

/** A board as an admin makes it. */
export const postedBoardSchema: z.ZodType<Board, unknown> = boardSchema.check(({ value, issues }) => {
  for (const { path, message } of findBoardFaults(value))
    issues.push({ code: 'custom', input: value, path, message });
});

/** A change of a board: whole fields; null takes an optional one back to its default. */
export const boardChangeSchema = z
  .strictObject({
    title: aTitle.exactOptional(),
    zone: zone.exactOptional(),
    kinds: kinds.nullable().exactOptional(),
    summary: summary.nullable().exactOptional(),
    start: start.nullable().exactOptional(),
    state: state.exactOptional(),
    nature: resettable.nature.nullable().exactOptional(),
    goals: resettable.goals.nullable().exactOptional(),
    policy: resettable.policy.nullable().exactOptional(),
    big: resettable.big.nullable().exactOptional(),
    claimants: resettable.claimants.nullable().exactOptional(),
    zones: resettable.zones.nullable().exactOptional(),
    cadence: resettable.cadence.nullable().exactOptional(),
    undo: resettable.undo.nullable().exactOptional(),
    confirming: resettable.confirming.nullable().exactOptional(),
    contacts: resettable.contacts.nullable().exactOptional(),
    places: places.exactOptional(),
  })
  .refine(
    (change) => Object.keys(change).length > 0,
    ofSoundForm({ error: 'takes at least one field of a board' }),
  );

export type BoardChange = z.output<typeof boardChangeSchema>;

export interface BoardFault {
  path: (string | number)[];
  message: string;
}

/** What no single field can tell: ids said twice, kinds and parents that are not there, circles in the tree. */
export function findBoardFaults(board: Board): BoardFault[] {
  const faults: BoardFault[] = [];
  const refuse = (path: (string | number)[], message: string) => void faults.push({ path, message });
  refuseTwice(board.kinds ?? [], 'kinds', refuse);
  refuseOtherKinds(board, refuse);
  refuseTwice(board.places, 'places', refuse);
  refuseTwice(board.claimants, 'claimants', refuse);
  const parents = new Map(board.places.map((place) => [place.id, place.parent]));
  board.contacts.forEach(({ place }, index) => {
    if (place !== undefined && !parents.has(place))
      refuse(['contacts', index, 'place'], 'takes the id of a place of this board');
  });
  board.places.forEach((place, index) => {
    if (place.parent === undefined) return;
    if (!parents.has(place.parent))
      refuse(['places', index, 'parent'], 'takes the id of a place of this board');
    else if (isOwnAncestor(place.id, parents))
      refuse(['places', index, 'parent'], 'takes a place that does not lie within this one');
    else if (countLevels(place.id, parents) > LIMITS.placeLevels)
      refuse(['places', index, 'parent'], `takes a place on a level above the ${LIMITS.placeLevels}th`);
  });
  return faults;
}

type Refuse = (path: (string | number)[], message: string) => void;

/** What is said for each kind is said for kinds of the board. */
function refuseOtherKinds(board: Board, refuse: Refuse): void {
  const [counted, all] = [countKindsOf(board), kindsOf(board)];
  for (const [field, taken] of [
    ['goals', counted],
    ['policy', counted],
    ['big', counted],
    ['cadence', all],
  ] as const) {
    for (const kind of Object.keys(board[field])) {
      if (!(taken as readonly string[]).includes(kind))
        refuse([field, kind], `is not a field here; takes ${taken.join(', ')}`);
    }
  }
}

function refuseTwice(rows: readonly { id: string }[], field: string, refuse: Refuse): void {
  for (const [index, id] of findRepeats(rows, (row) => row.id))
    refuse([field, index, 'id'], sayTwice('an id', id));
}

/** Looks no further than a place may lie deep: 5,000 places in one line would be walked for each of them. */
function isOwnAncestor(id: string, parents: ReadonlyMap<string, string | undefined>): boolean {
  let at = parents.get(id);
  for (let level = 0; level <= LIMITS.placeLevels && at !== undefined; level++) {
    if (at === id) return true;
    at = parents.get(at);
  }
  return false;
}

/** On which level a place stands: 1 right below the board. Looks no further than is needed to refuse it. */
function countLevels(id: string, parents: ReadonlyMap<string, string | undefined>): number {
  let levels = 0;
  for (
    let at: string | undefined = id;
    at !== undefined && levels <= LIMITS.placeLevels;
    at = parents.get(at)
  )
    levels++;
  return levels;
}
