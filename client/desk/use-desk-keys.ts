/**
 * The desk's keys. They are read by where they lie on the keyboard, so that they are the same on a Russian layout.
 * Single letters act outside of fields alone; inside, R, A and U have Alt forms.
 */
import { onScopeDispose } from 'vue';

export type DeskAction =
  | 'registration'
  | 'arrest'
  | 'update'
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

const KINDS: Partial<Record<string, DeskAction>> = { KeyR: 'registration', KeyA: 'arrest', KeyU: 'update' };
const LETTERS: Partial<Record<string, DeskAction>> = {
  ...KINDS,
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

/** The press as the keys are told apart by; of a `KeyboardEvent`. */
export interface Press {
  code: string;
  altKey: boolean;
  ctrlKey: boolean;
  metaKey: boolean;
  shiftKey: boolean;
}

/** @param where `field`: in something one types into; `control`: on a button or a link, where Enter is its own. */
export function actionOf(press: Press, where: 'field' | 'control' | 'page'): DeskAction | undefined {
  const { code, altKey, shiftKey } = press;
  if (press.ctrlKey || press.metaKey) return commandOf(press);
  if (code === 'Escape') return 'clear';
  if (altKey) return KINDS[code];
  const isTaken = where === 'field' || (where === 'control' && isEnter(code));
  return isTaken || shiftKey ? undefined : LETTERS[code];
}

function commandOf({ code, altKey, shiftKey }: Press): DeskAction | undefined {
  return isEnter(code) && !shiftKey && !altKey ? 'post' : undefined;
}

function isEnter(code: string): boolean {
  return code === 'Enter' || code === 'NumpadEnter';
}

/** While a key is held one may run along the rows, but not post what the next press would, nor mark and unmark. */
export function mayRepeat(action: DeskAction): boolean {
  return action === 'down' || action === 'up';
}

/** @param isOn false while the board is not shown: its keys would act on what nobody sees */
export function useDeskKeys(isOn: () => boolean, act: (action: DeskAction) => void): void {
  const press = (event: KeyboardEvent) => {
    if (!isOn() || event.defaultPrevented) return;
    const action = actionOf(event, whereIs(event.target));
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
