/** The two cookies, for operators alone: the session, and the device that once signed in. Watchers get none. */
import { LIMITS } from '#shared/limits.ts';

export interface Cookies {
  /**
   * What may be the session's token, from a `Cookie` header. Over plain http another host of the same domain can put a
   * cookie of this name before the real one: only who looks them up can tell which is real.
   */
  sessions(header: string | undefined): string[];
  device(header: string | undefined): string | undefined;
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
    sessions: (header) => find(header, session),
    device: (header) => find(header, device)[0],
    setSession: (token, lifetimeMs) => write(session, token, Math.floor(lifetimeMs / 1_000)),
    endSession: () => write(session, '', 0),
    setDevice: (token) => write(device, token, A_YEAR),
  };
}

/** More than browsers send for one host and name; each is looked up. */
const MOST_VALUES = 4;

/** Our own values are of characters that need no quoting, so any other is none of ours. */
function find(header: string | undefined, name: string): string[] {
  const values = new Set<string>();
  for (const pair of (header ?? '').slice(0, LIMITS.headerBytes).split(';')) {
    const [key, value] = pair.split('=', 2);
    if (key?.trim() === name && value && /^[\w.-]{1,500}$/.test(value.trim())) values.add(value.trim());
  }
  return [...values].slice(0, MOST_VALUES);
}
