/** The two cookies, for operators alone: the session, and the device that once signed in. Watchers get none. */
import { LIMITS } from '#shared/limits.ts';

export interface Cookies {
  /**
   * What may be the session's token, from a `Cookie` header. Over plain http another host of the same domain can put a
   * cookie of this name before the real one: only who looks them up can tell which is real.
   */
  sessions(header: string | undefined): string[];
  /** The same of the device's token. */
  devices(header: string | undefined): string[];
  /** `Set-Cookie` values. */
  setSession(token: string, lifetimeMs: number): string;
  endSession(): string;
  setDevice(token: string): string;
}

const A_YEAR = 365 * 24 * 60 * 60;

/** @param isSecure whether browsers reach this server by https: then the names carry `__Host-`, which no subdomain can set */
export function createCookies(isSecure: boolean): Cookies {
  const prefix = isSecure ? '__Host-' : '';
  const session = `${prefix}tocsin_session`;
  const device = `${prefix}tocsin_device`;
  const write = (name: string, value: string, seconds: number) =>
    `${name}=${value}; Max-Age=${seconds}; Path=/; HttpOnly; SameSite=Strict${isSecure ? '; Secure' : ''}`;
  return {
    sessions: (header) => find(header, session, SESSION).slice(0, MOST_SESSIONS),
    devices: (header) => find(header, device, DEVICE),
    setSession: (token, lifetimeMs) => write(session, token, Math.floor(lifetimeMs / 1_000)),
    endSession: () => write(session, '', 0),
    setDevice: (token) => write(device, token, A_YEAR),
  };
}

/**
 * Each costs a look into the database. A page of another host beneath the same domain can put one before ours for every
 * part of a path and every level of the domain.
 */
const MOST_SESSIONS = 16;

/** The forms of our own tokens (see desk/tokens.ts): any other value is none of them. */
const SESSION = /^[\w-]{43}$/;
const DEVICE = /^[\w-]{22}\.[\w-]{43}$/;

/** All values of this name and form that a header has room for. */
function find(header: string | undefined, name: string, form: RegExp): string[] {
  const values = new Set<string>();
  for (const pair of (header ?? '').slice(0, LIMITS.headerBytes).split(';')) {
    const [key, value = ''] = pair.split('=', 2);
    if (key?.trim() === name && form.test(value.trim())) values.add(value.trim());
  }
  return [...values];
}
