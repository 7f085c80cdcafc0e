/** Renders the page the server sends. */
export function render(): string {
  return '<!doctype html><title>Tocsin</title>';
}
