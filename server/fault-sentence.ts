/** What was thrown, as a sentence for the log. The class name is left out: it says nothing to whoever runs the server. */

export function sayFault(error: unknown): string {
  const said = (error instanceof Error ? error.message : String(error)).trim();
  if (said === '') return 'What went wrong is not known.';
  return /[.!?…]$/.test(said) ? said : `${said}.`;
}
