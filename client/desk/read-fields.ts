/**
 * Makes each field of a form announce what it shows, before the form is sent. A browser that restores a form, or fills it
 * in, may fire no event, and what is shown would not be what is sent.
 */
export function readFields(form: HTMLFormElement | null | undefined): void {
  for (const field of form?.elements ?? []) {
    if (!field.matches('input, textarea, select')) continue;
    // Lists announce a choice by `change`; an `input` would open the list.
    const event = field.matches('select, [role=combobox]') ? 'change' : 'input';
    field.dispatchEvent(new Event(event, { bubbles: true }));
  }
}
