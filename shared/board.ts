/** A board: one tracked event, as the ledger's `board` lines build it up. Its schemas are in board-schema.ts. */
import { DESK } from './desk-claimant.ts';
import type { CountKind, Kind } from './kinds.ts';
import type { Localized } from './text.ts';

export const BOARD_STATES = ['draft', 'planned', 'live', 'ended', 'archived'] as const;
export const NATURES = ['real', 'replay', 'simulated'] as const;
/** What makes an entry confirmed: anyone's word, that of another than its author, or two different sources. */
export const CONFIRMING_RULES = ['anyone', 'second-person', 'two-sources'] as const;

/** Which of a kind's figures may be the big one. */
export const BIG_FIGURES = ['best', 'confirmed'] as const;
export type BigFigure = (typeof BIG_FIGURES)[number];

export interface Place {
  id: string;
  name: Localized;
  /** The place it lies in; left out: the board itself. */
  parent?: string;
  /** Degrees, WGS 84. */
  lat?: number;
  lon?: number;
  /** Left out: the parent's, then the board's. */
  zone?: string;
  population?: number;
  /** Not shown in lists; its entries count all the same. */
  hidden?: boolean;
  /** Other names that it is found by: "spb", "Питер". */
  aliases?: string[];
}

export interface Board {
  /** Fixed once the board is made. */
  slug: string;
  /** What it counts, in its order; left out: the default's kinds. Updates are always there and stand in no list. */
  kinds?: { id: CountKind; name: Localized }[];
  title: Localized;
  summary?: Localized;
  zone: string;
  state: (typeof BOARD_STATES)[number];
  nature: (typeof NATURES)[number];
  goals: Partial<Record<CountKind, number>>;
  /** The date and local time that start the event in every place: one instant for each zone. */
  start?: { date: string; time: string };
  /** For each kind whom the board trusts, in order. */
  policy: Partial<Record<CountKind, string[]>>;
  /** For each kind which figure is the big one; left out: `best`. */
  big: Partial<Record<CountKind, BigFigure>>;
  claimants: { id: string; name: Localized; url?: string }[];
  /** Names for rows of the wave. */
  zones: { zone: string; name: Localized }[];
  /** Seconds within which news of a kind is expected; past twice that its number is stale. */
  cadence: Partial<Record<Kind, number>>;
  /** Seconds during which the desk can take a post back. */
  undo: number;
  confirming: (typeof CONFIRMING_RULES)[number];
  /** Since when that holds, where it was changed after the board was made. Follows from the ledger: nobody posts it. */
  confirmingSince?: string;
  /** Whom to turn to; `place` is the one they are for. */
  contacts: { name: Localized; phone?: string; url?: string; place?: string }[];
  places: Place[];
}

/** What the fields that may be left out are then. */
export const BOARD_DEFAULTS = {
  state: 'draft',
  nature: 'real',
  goals: {},
  policy: {},
  big: {},
  claimants: [],
  zones: [],
  cadence: {},
  undo: 10,
  confirming: 'anyone',
  contacts: [],
  places: [],
} satisfies Partial<Board>;

/** The board after a `board` line: whole fields are replaced, null takes one back to its default. Pure. */
export function changeBoard(board: Board | undefined, set: Partial<Record<keyof Board, unknown>>): Board {
  const next: Record<string, unknown> = board === undefined ? { ...BOARD_DEFAULTS } : { ...board };
  for (const [field, value] of Object.entries(set)) {
    if (value !== null && value !== undefined) next[field] = value;
    else if (Object.hasOwn(BOARD_DEFAULTS, field))
      next[field] = BOARD_DEFAULTS[field as keyof typeof BOARD_DEFAULTS];
    else delete next[field];
  }
  // Only `board` lines that passed the schema reach a ledger, so the whole is a board.
  return next as unknown as Board;
}

/** Whom a board trusts for a kind, in order; without a policy, this tracker's own count. */
export function policyFor(board: Pick<Board, 'policy'>, kind: CountKind): readonly string[] {
  return board.policy[kind] ?? [DESK];
}

/** Which figure of a kind a board shows big; updates have one alone. */
export function bigOf({ big }: Pick<Board, 'big'>, kind: Kind): BigFigure {
  return kind === 'update' ? 'best' : (big[kind] ?? 'best');
}

/** The zone of a place: its own, else its nearest ancestor's, else the board's. `null` is the whole board. */
export function zoneOf(board: Pick<Board, 'places' | 'zone'>, placeId: string | null): string {
  return zoneFrom(board, placeId, (id) => board.places.find((place) => place.id === id));
}

/** The same for whoever asks about many places. */
export function zonesOf(board: Pick<Board, 'places' | 'zone'>): (placeId: string | null) => string {
  const byId = new Map(board.places.map((place) => [place.id, place]));
  return (placeId) => zoneFrom(board, placeId, (id) => byId.get(id));
}

function zoneFrom(
  board: Pick<Board, 'zone'>,
  placeId: string | null,
  find: (id: string) => Place | undefined,
): string {
  let at = placeId === null ? undefined : find(placeId);
  while (at !== undefined && at.zone === undefined)
    at = at.parent === undefined ? undefined : find(at.parent);
  return at?.zone ?? board.zone;
}
