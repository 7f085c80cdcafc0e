/** Headers that tell a browser what this server's pages never do. */
import type { ServerResponse } from 'node:http';
import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import helmet from 'helmet';
import { WORKERS_OF_OURS } from '#shared/paths.ts';

export type SecurityHeaders = readonly (readonly [name: string, value: string])[];

/** @param isSecure whether browsers reach this server by https: then they are told to stay there */
export function listSecurityHeaders(isSecure: boolean): SecurityHeaders {
  const set = helmet({
    // Nothing but the pages needs anything, and those set their own.
    contentSecurityPolicy: {
      useDefaults: false,
      // No upgrade-insecure-requests: over plain http, as on an onion address, it blanks the page.
      directives: {
        defaultSrc: ["'none'"],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'none'"],
      },
    },
    referrerPolicy: { policy: 'no-referrer' },
    strictTransportSecurity: isSecure ? { maxAge: 31_536_000, includeSubDomains: false } : false,
    // What is public may be read and shown from anywhere.
    crossOriginResourcePolicy: false,
    // For a plain-http site browsers ignore it and warn in the console.
    crossOriginOpenerPolicy: isSecure,
    originAgentCluster: isSecure,
    xFrameOptions: { action: 'deny' },
  });
  const listed: [string, string][] = [];
  const response: Pick<ServerResponse, 'setHeader' | 'removeHeader'> = {
    setHeader(name, value) {
      listed.push([name, String(value)]);
      return response as ServerResponse;
    },
    removeHeader: () => undefined,
  };
  // They are the same for every request, and these two are all that is asked of an answer.
  set(new IncomingMessage(new Socket()), response as ServerResponse, () => undefined);
  return listed;
}

/**
 * The policy of a page: its own scripts and sheets, the inline styles it was rendered with, and no other host.
 * @param styleHashes SHA-256 of each inline style, base64, without quotation marks
 */
export function writePagePolicy(styleHashes: readonly string[]): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src ${["'self'", ...listHashes(styleHashes)].join(' ')}`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    WORKERS_OF_OURS,
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** The policy of a board that any page may frame: our script that tells its height, and the sheet it was rendered with. */
export function writeEmbedPolicy(styleHashes: readonly string[]): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src ${listHashes(styleHashes).join(' ') || "'none'"}`,
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    'frame-ancestors *',
  ].join('; ');
}

function listHashes(hashes: readonly string[]): string[] {
  return hashes.map((hash) => `'${hash.startsWith('sha256-') ? hash : `sha256-${hash}`}'`);
}

/** The policy of the worker itself: it asks this server, and nobody else. */
export const WORKER_POLICY =
  "default-src 'none'; script-src 'self'; connect-src 'self'; frame-ancestors 'none'";

/** Vite's own scripts put sheets into the page as they change. */
export const DEVELOPMENT_POLICY = "default-src 'self' 'unsafe-inline' data: ws:; frame-ancestors 'none'";
