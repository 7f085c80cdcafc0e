/** Whatever was thrown, as a sentence for the log: without a class name, which says nothing to whoever runs the server. */

export function sayFault(error: unknown): string {
  const said = (error instanceof Error ? error.message : String(error)).trim();
  if (said === '') return 'What went wrong is not known.';
  return /[.!?…]$/.test(said) ? said : `${said}.`;
}
