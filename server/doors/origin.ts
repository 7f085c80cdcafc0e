/** Whether a request comes from a page of this very server. */
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { Refusal } from '../refusal.ts';

/** Who sends a request, as far as it matters here. */
export interface Sender {
  headers: IncomingHttpHeaders;
  /** Of the connection itself: a proxy's where there is one. */
  address: string | undefined;
  /** Whether the connection itself is encrypted. */
  isEncrypted: boolean;
}

export function senderOf({ headers, socket }: IncomingMessage): Sender {
  return { headers, address: socket.remoteAddress, isEncrypted: 'encrypted' in socket };
}

export interface OriginRule {
  /**
   * For requests that change something. Without an `Origin` they count only if they say that they are JSON, or are a
   * DELETE that says nothing at all: no form can send one, and a browser's script cannot send it without its origin.
   */
  checkChange(method: string, sender: Sender): void;
  /** For entering `/desk`. Browsers leave `Origin` out where they poll their own site, but say so elsewhere. */
  checkEntry(sender: Sender): void;
  /** This server's origin, as the sender sees it. */
  ownOrigin(sender: Sender): string;
}

export interface OriginParts {
  /** An origin; left out, each request's own `Host` counts. */
  publicUrl: string | undefined;
  /** Whether the connection's other end is a proxy whose `X-Forwarded-Proto` is believed. */
  trustsProxy(address: string): boolean;
}

/** Both checks throw Refusal `foreign-origin`. */
export function createOriginRule({ publicUrl, trustsProxy }: OriginParts): OriginRule {
  function ownOrigin(sender: Sender): string {
    if (publicUrl !== undefined) return publicUrl;
    const host = sender.headers.host ?? 'localhost';
    return readOrigin(`${isHttps(sender, trustsProxy) ? 'https' : 'http'}://${host}`) ?? 'http://localhost';
  }
  function check(sender: Sender, countsWithout: boolean): void {
    const { origin } = sender.headers;
    if (origin === undefined ? countsWithout : readOrigin(origin) === ownOrigin(sender)) return;
    const came =
      origin === undefined ? 'said nothing of where it comes from' : `comes from ${nameOrigin(origin)}`;
    throw new Refusal(
      'foreign-origin',
      `This takes requests from pages of ${ownOrigin(sender)} alone; the request ${came}.`,
    );
  }
  return {
    ownOrigin,
    checkChange: (method, sender) => {
      const type = sender.headers['content-type'];
      check(sender, isJsonType(type) || (method === 'DELETE' && type === undefined));
    },
    checkEntry: (sender) =>
      check(sender, ['same-origin', undefined].includes(sender.headers['sec-fetch-site']?.toString())),
  };
}

/** The proxy nearest to this server says how the request reached it; where several did, the first named is the browser's. */
function isHttps(
  { headers, address, isEncrypted }: Sender,
  trustsProxy: OriginParts['trustsProxy'],
): boolean {
  const forwarded = headers['x-forwarded-proto']?.toString().slice(0, 100);
  if (forwarded === undefined || address === undefined || !trustsProxy(address)) return isEncrypted;
  return forwarded.split(',', 1)[0]?.trim().toLowerCase() === 'https';
}

/** Longer than a name of 253 characters with its scheme and port. */
const ORIGIN_LENGTH = 300;

/** An origin as browsers write it: scheme, host, and the port where it is not the scheme's own. */
function readOrigin(text: string): string | undefined {
  if (text.length > ORIGIN_LENGTH || !/^https?:\/\/[^/?#@\s]+$/i.test(text) || !URL.canParse(text))
    return undefined;
  return new URL(text).origin;
}

/** Safe to be repeated: what is no origin of a web page is not. */
function nameOrigin(text: string): string {
  return (
    readOrigin(text) ??
    (text === 'null' ? 'a page without an origin ("null")' : 'something that is no web origin')
  );
}

const JSON_TYPE = 'application/json';
/** One JSON value a line goes by several names; none of them is registered. */
const LINES_TYPES = ['application/x-ndjson', 'application/ndjson', 'application/jsonl'];
export const BODY_TYPES = [JSON_TYPE, ...LINES_TYPES];

/** Whether a `Content-Type` is JSON, or JSON in lines, whatever its parameters. */
export function isJsonType(contentType: string | undefined): boolean {
  return mediaType(contentType) === JSON_TYPE || isLinesType(contentType);
}

export function isLinesType(contentType: string | undefined): boolean {
  return LINES_TYPES.includes(mediaType(contentType) ?? '');
}

/** Longer than any type with its parameters that is taken here. */
const TYPE_LENGTH = 200;

function mediaType(contentType: string | undefined): string | undefined {
  if (contentType === undefined || contentType.length > TYPE_LENGTH) return undefined;
  return contentType.split(';', 1)[0]?.trim().toLowerCase();
}
