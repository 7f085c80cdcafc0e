/** Whether a request comes from a page of this very server. */
import type { IncomingHttpHeaders } from 'node:http';
import { Refusal } from '../refusal.ts';

export interface OriginRule {
  /**
   * For requests that change something. Without an `Origin` they count only if they say that they are JSON, or are a
   * DELETE that says nothing at all: no form can send one, and a browser's script cannot send it without its origin.
   */
  checkChange(method: string, headers: IncomingHttpHeaders): void;
  /** For entering `/desk`. Browsers leave `Origin` out where they poll their own site, but say so elsewhere. */
  checkEntry(headers: IncomingHttpHeaders): void;
}

/** `publicUrl` is an origin; left out, each request's own `Host` counts. Both throw Refusal `foreign-origin`. */
export function createOriginRule(publicUrl: string | undefined): OriginRule {
  function isOwn(origin: string, host: string | undefined): boolean {
    if (publicUrl !== undefined) return origin === publicUrl;
    return URL.canParse(origin) && host !== undefined && new URL(origin).host === host.toLowerCase();
  }
  function check(headers: IncomingHttpHeaders, countsWithout: boolean): void {
    const isFine = headers.origin === undefined ? countsWithout : isOwn(headers.origin, headers.host);
    if (!isFine) throw new Refusal('foreign-origin', 'This takes requests from pages of this server alone.');
  }
  return {
    checkChange: (method, headers) => {
      const type = headers['content-type'];
      check(headers, isJsonType(type) || (method === 'DELETE' && type === undefined));
    },
    checkEntry: (headers) =>
      check(headers, ['same-origin', undefined].includes(headers['sec-fetch-site']?.toString())),
  };
}

const JSON_TYPE = 'application/json';
export const NDJSON_TYPE = 'application/x-ndjson';

/** Whether a `Content-Type` is JSON, or JSON in lines, whatever its parameters. */
export function isJsonType(contentType: string | undefined): boolean {
  const type = mediaType(contentType);
  return type === JSON_TYPE || type === NDJSON_TYPE;
}

export function mediaType(contentType: string | undefined): string | undefined {
  return contentType?.split(';', 1)[0]?.trim().toLowerCase();
}
