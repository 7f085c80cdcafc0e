/** Headers that tell a browser what this server's pages never do. */
import type { RequestHandler } from 'express';
import helmet from 'helmet';

/** @param isSecure whether browsers reach this server by https: then they are told to stay there */
export function setSecurityHeaders(isSecure: boolean): RequestHandler {
  return helmet({
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
}

/**
 * The policy of a page: its own scripts and sheets, the inline styles it was rendered with, and no other host.
 * @param styleHashes SHA-256 of each inline style, base64, without quotation marks
 */
export function writePagePolicy(styleHashes: readonly string[]): string {
  const styles = styleHashes.map((hash) => `'${hash.startsWith('sha256-') ? hash : `sha256-${hash}`}'`);
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src ${["'self'", ...styles].join(' ')}`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** Vite's own scripts put sheets into the page as they change. */
export const DEVELOPMENT_POLICY = "default-src 'self' 'unsafe-inline' data: ws:; frame-ancestors 'none'";
