/** Reads what a request brings along, as JSON or as one JSON value a line. */
import type { IncomingMessage } from 'node:http';
import { Refusal } from '../refusal.ts';
import { isJsonType, mediaType, NDJSON_TYPE } from './origin.ts';
import { checkShape } from './shape.ts';

/**
 * @param mostBytes how large the body may be
 * @param takesLines whether it may be NDJSON, which is read as a list
 * @throws Refusal `not-json`, `too-large`, `not-readable`, or `invalid` for a shape that is never taken
 */
export async function readBody(
  request: IncomingMessage,
  mostBytes: number,
  takesLines: boolean,
): Promise<unknown> {
  const type = mediaType(request.headers['content-type']);
  const isLines = type === NDJSON_TYPE;
  if (!isJsonType(type) || (isLines && !takesLines) || isCompressed(request)) {
    const forms = takesLines ? 'application/json or application/x-ndjson' : 'application/json';
    throw new Refusal('not-json', `Takes ${forms}, not compressed.`);
  }
  const text = decode(await readBytes(request, mostBytes));
  if (text.trim() === '' && !isLines) throw new Refusal('not-readable', 'The body is empty; takes JSON.');
  const input = isLines ? parseLines(text) : parseJson(text);
  checkShape(input);
  return input;
}

function isCompressed({ headers }: IncomingMessage): boolean {
  return (headers['content-encoding'] ?? 'identity') !== 'identity';
}

async function readBytes(request: IncomingMessage, mostBytes: number): Promise<Buffer> {
  const tooLarge = new Refusal('too-large', `Takes at most ${mostBytes.toLocaleString('en')} bytes.`);
  if (Number(request.headers['content-length'] ?? 0) > mostBytes) throw tooLarge;
  const chunks: Buffer[] = [];
  let bytes = 0;
  return new Promise((resolve, reject) => {
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      // What follows is read and dropped: a connection cut in mid-body would lose the answer.
      if (bytes > mostBytes) reject(tooLarge);
      else chunks.push(chunk);
    });
    request.on('end', () => resolve(Buffer.concat(chunks)));
    request.on('close', () => reject(new Refusal('not-readable', 'The body ended before its time.')));
    request.on('error', () => reject(new Refusal('not-readable', 'The body could not be read.')));
  });
}

function decode(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new Refusal('not-readable', 'The body is not UTF-8.');
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal('not-readable', 'The body is not JSON.');
  }
}

/** A list of the lines' values; blank lines are passed over. */
function parseLines(text: string): unknown[] {
  const values: unknown[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    try {
      values.push(JSON.parse(line));
    } catch {
      const errors = [{ pointer: `#/${values.length}`, detail: `is not JSON (line ${index + 1})` }];
      throw new Refusal('not-readable', `Line ${index + 1} is not JSON.`, { errors });
    }
  }
  return values;
}
