/** Reads what a request brings along, as JSON or as one JSON value a line. */
import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { Refusal } from '../../refusal.ts';
import { BODY_TYPES, isJsonType, isLinesType } from '../origin.ts';
import { checkShape } from '../shape.ts';

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
  const type = request.headers['content-type'];
  const isLines = isLinesType(type);
  if (!isJsonType(type) || (isLines && !takesLines)) throw refuseType(takesLines);
  const text = decode(await readBytes(request, inflate(request), mostBytes));
  if (text.trim() === '' && !isLines) throw new Refusal('not-readable', 'The body is empty; takes JSON.');
  const input = isLines ? parseLines(text) : parseJson(text);
  checkShape(input);
  return input;
}

export function refuseType(takesLines: boolean): Refusal {
  const types = takesLines ? BODY_TYPES.join(' or ') : BODY_TYPES[0];
  return new Refusal('not-json', `Takes JSON, and a Content-Type that says so: ${types}.`);
}

/** The request itself, or what it inflates to. @throws Refusal `not-json` for other ways of compressing */
function inflate(request: IncomingMessage): Readable {
  const encoding = (request.headers['content-encoding'] ?? 'identity').slice(0, 100).trim().toLowerCase();
  if (encoding === 'identity') return request;
  if (encoding !== 'gzip' && encoding !== 'x-gzip')
    throw new Refusal('not-json', 'Takes a body that is not compressed, or compressed with gzip.');
  return request.pipe(createGunzip());
}

/** Counts what was inflated as it comes: 64 KB of gzip can hold 64 MB. */
async function readBytes(request: IncomingMessage, source: Readable, mostBytes: number): Promise<Buffer> {
  const tooLarge = new Refusal('too-large', `Takes at most ${mostBytes.toLocaleString('en')} bytes.`);
  if (Number(request.headers['content-length'] ?? 0) > mostBytes) throw tooLarge;
  const chunks: Buffer[] = [];
  let bytes = 0;
  return new Promise((resolve, reject) => {
    function stop(reason: Refusal): void {
      reject(reason);
      chunks.length = 0;
      if (source === request) return;
      request.unpipe();
      source.destroy();
      // What follows is read and dropped: a connection cut in mid-body would lose the answer.
      request.resume();
    }
    source.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > mostBytes) stop(tooLarge);
      else chunks.push(chunk);
    });
    source.on('end', () => resolve(Buffer.concat(chunks)));
    request.on('close', () => {
      if (!request.complete) stop(new Refusal('not-readable', 'The body ended before its time.'));
    });
    source.on('error', () => stop(new Refusal('not-readable', 'The body could not be read.')));
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
