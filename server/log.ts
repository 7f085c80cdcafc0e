/**
 * The server's log for whoever runs it, as lines of JSON. No level says who watched what: requests are not logged, and the
 * message of an error that a watcher caused is left out, since it may quote a path or a body.
 */
import type { DestinationStream, Logger } from 'pino';
import { pino, stdTimeFunctions } from 'pino';
import type { LogLevel } from './config.ts';

/** Plain sentences, without an address, a path, or the text of an entry. */
export interface Log {
  info(sentence: string): void;
  warn(sentence: string): void;
  error(sentence: string): void;
  /** An unforeseen error, with the name of the route or event it came from. `quotable`: its message may be logged. */
  fault(origin: string, error: unknown, quotable: boolean): void;
}

export function createLog(level: LogLevel, destination?: DestinationStream): Log {
  const options = { level, base: null, timestamp: stdTimeFunctions.isoTime };
  const logger: Logger = destination ? pino(options, destination) : pino(options);
  return {
    info: (sentence) => logger.info(sentence),
    warn: (sentence) => logger.warn(sentence),
    error: (sentence) => logger.error(sentence),
    fault: (origin, error, quotable) => logger.error(describe(error, quotable), `${origin} failed`),
  };
}

function describe(error: unknown, quotable: boolean): Record<string, unknown> {
  if (!(error instanceof Error)) return { error: typeof error };
  const { name, message, stack = '' } = error;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  // The stack begins with the message, which may have lines that look like stack frames.
  const frames = stack.replace(message, '').match(/^ {4}at .+$/gm) ?? [];
  return { error: name, code, ...(quotable && { message }), at: frames.map((frame) => frame.trim()) };
}
