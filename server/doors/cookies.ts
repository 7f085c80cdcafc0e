/** The two cookies, for operators alone: the session, and the device that once signed in. Watchers get none. */

export interface Cookies {
  /** The session's token, from a `Cookie` header. */
  session(header: string | undefined): string | undefined;
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
    session: (header) => find(header, session),
    device: (header) => find(header, device),
    setSession: (token, lifetimeMs) => write(session, token, Math.floor(lifetimeMs / 1_000)),
    endSession: () => write(session, '', 0),
    setDevice: (token) => write(device, token, A_YEAR),
  };
}

/** Our own values are of characters that need no quoting, so any other is none of ours. */
function find(header: string | undefined, name: string): string | undefined {
  for (const pair of header?.split(';') ?? []) {
    const [key, value] = pair.split('=', 2);
    if (key?.trim() === name && value && /^[\w.-]{1,500}$/.test(value.trim())) return value.trim();
  }
  return undefined;
}
