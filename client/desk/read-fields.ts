/**
 * What a field shows is what is meant, whatever way it came there. A browser that restores a form, or fills it in, may
 * tell nobody; so before a form is sent its fields are made to tell what they show.
 */
export function readFields(form: HTMLFormElement | null | undefined): void {
  for (const field of form?.elements ?? []) {
    if (!field.matches('input, textarea, select')) continue;
    // What is chosen from a list tells it when it is done, and opens no list by that.
    const event = field.matches('select, [role=combobox]') ? 'change' : 'input';
    field.dispatchEvent(new Event(event, { bubbles: true }));
  }
}
