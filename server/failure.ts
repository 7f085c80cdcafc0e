/** Explains to the person who started the program why it could not start. */
import { BadSettings } from './config.ts';
import { sayFault } from './fault-sentence.ts';

/** One line for each thing that is wrong, each with a line break. Only an unforeseen error comes with its stack. */
export function explainFailure(error: unknown): string {
  if (error instanceof BadSettings) return `${error.problems.join('\n')}\n`;
  if (!(error instanceof Error)) return `Tocsin could not start: ${sayFault(error)}\n`;
  const code = 'code' in error ? String(error.code) : '';
  const sentence = SENTENCES[code]?.(error) ?? (FORESEEN.has(error.name) ? error.message : undefined);
  return sentence === undefined ? `Tocsin could not start: ${error.stack}\n` : `${sentence}\n`;
}

/** Names of errors whose message is a sentence for that person. */
const FORESEEN = new Set(['LedgerFault', 'NoBuild']);

const SENTENCES: Readonly<Record<string, (error: object) => string>> = {
  EADDRINUSE: (error) => `Something else listens on ${addressOf(error)}: set PORT to another port.`,
  EACCES: (error) => `Listening on ${addressOf(error)} is not allowed: set PORT to one above 1023.`,
  EADDRNOTAVAIL: (error) => `${addressOf(error)} is not an address of this machine: set HOST to one that is.`,
  ENOTFOUND: (error) => `${addressOf(error)} is not known: set HOST to an address of this machine.`,
};

function addressOf(error: object): string {
  const { address, hostname, port } = error as { address?: string; hostname?: string; port?: number };
  return [address ?? hostname ?? 'the address', port].filter((part) => part !== undefined).join(':');
}
