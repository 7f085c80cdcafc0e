/**
 * The desk's keys. They are read by where they lie on the keyboard, so that they are the same on a Russian layout.
 * Single letters act outside of fields alone; inside, those of the kinds have Alt forms.
 */
import { onScopeDispose } from 'vue';
import type { Board } from '#shared/board.ts';
import type { Kind } from '#shared/kinds.ts';
import { countKindsOf } from '#shared/kinds.ts';
import { inLanguage } from '#shared/text.ts';

export type DeskAction =
  /** A new entry of a kind. */
  | { start: Kind }
  | 'post'
  | 'clear'
  | 'down'
  | 'up'
  | 'open'
  | 'correct'
  | 'verify'
  | 'dispute'
  | 'unconfirm'
  | 'retract'
  | 'mark'
  | 'bring-back'
  | 'filter';

const LETTERS: Partial<Record<string, DeskAction>> = {
  KeyJ: 'down',
  ArrowDown: 'down',
  KeyK: 'up',
  ArrowUp: 'up',
  KeyC: 'correct',
  KeyV: 'verify',
  KeyD: 'dispute',
  KeyT: 'unconfirm',
  KeyX: 'retract',
  KeyM: 'mark',
  KeyZ: 'bring-back',
  Slash: 'filter',
  Enter: 'open',
};

/** The letter of each kind that a board has, in its order, with that of updates at the end. */
export type KindKeys = ReadonlyMap<Kind, string>;

const UPDATE_KEY = 'U';
const FREE = [...'ABCDEFGHIJKLMNOPQRSTVWXYZ'].filter((letter) => LETTERS[`Key${letter}`] === undefined);

/** A kind has the first letter of its English name that is free, else of its id, else of the alphabet. */
export function keysOfKinds(board: Pick<Board, 'kinds'>): KindKeys {
  const keys = new Map<Kind, string>();
  const free = new Set(FREE);
  for (const kind of countKindsOf(board)) {
    const name = inLanguage(board.kinds?.find(({ id }) => id === kind)?.name ?? '', 'en');
    const key = [...name.toUpperCase(), ...kind.toUpperCase(), ...FREE].find((letter) => free.delete(letter));
    if (key) keys.set(kind, key);
  }
  return keys.set('update', UPDATE_KEY);
}

/** What tells the keys apart: part of a `KeyboardEvent`. */
export interface Press {
  code: string;
  altKey: boolean;
  ctrlKey: boolean;
  metaKey: boolean;
  shiftKey: boolean;
}

/** @param where `field`: in something to type into; `control`: on a button or a link, to which Enter belongs */
export function actionOf(
  press: Press,
  where: 'field' | 'control' | 'page',
  kindKeys: KindKeys,
): DeskAction | undefined {
  const { code, altKey, shiftKey } = press;
  if (press.ctrlKey || press.metaKey) return commandOf(press);
  if (code === 'Escape') return 'clear';
  if (altKey) return startOf(code, kindKeys);
  const isTaken = where === 'field' || (where === 'control' && isEnter(code));
  return isTaken || shiftKey ? undefined : (LETTERS[code] ?? startOf(code, kindKeys));
}

function startOf(code: string, kindKeys: KindKeys): DeskAction | undefined {
  for (const [start, letter] of kindKeys) if (code === `Key${letter}`) return { start };
  return undefined;
}

function commandOf({ code, altKey, shiftKey }: Press): DeskAction | undefined {
  return isEnter(code) && !shiftKey && !altKey ? 'post' : undefined;
}

function isEnter(code: string): boolean {
  return code === 'Enter' || code === 'NumpadEnter';
}

/** A key that is held may run along the rows, but not post again, nor mark and unmark. */
export function mayRepeat(action: DeskAction): boolean {
  return action === 'down' || action === 'up';
}

/** @param isOn false while the board is not shown: its keys would act on what nobody sees */
export function useDeskKeys(
  isOn: () => boolean,
  kindKeys: () => KindKeys,
  act: (action: DeskAction) => void,
): void {
  const press = (event: KeyboardEvent) => {
    if (!isOn() || event.defaultPrevented) return;
    const action = actionOf(event, whereIs(event.target), kindKeys());
    if (!action) return;
    event.preventDefault();
    if (!event.repeat || mayRepeat(action)) act(action);
  };
  document.addEventListener('keydown', press);
  onScopeDispose(() => document.removeEventListener('keydown', press));
}

function whereIs(target: EventTarget | null): 'field' | 'control' | 'page' {
  if (!(target instanceof HTMLElement)) return 'page';
  if (target.closest('input, textarea, select, [contenteditable]')) return 'field';
  return target.closest('button, a[href], summary') ? 'control' : 'page';
}
