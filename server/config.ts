/** Turns environment variables into decisions, or reports everything that is wrong with them at once. */
import { existsSync, readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { join, resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { newPasswordSchema } from '#shared/protocol.ts';

export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export interface Config {
  /** 0 lets the system choose. */
  port: number;
  host: string;
  /** An absolute path: where the embedded database lies. */
  dataDir: string;
  /** The origin that browsers see, e.g. `https://tocsin.example`. Left out: the `Host` of each request. */
  publicUrl?: string;
  /** The proxies whose `X-Forwarded-For` is believed, as Express's `trust proxy`. */
  trustProxy: false | number | string;
  tickMs: number;
  logLevel: LogLevel;
  /** Browsers let go of the boards that they keep for when there is no network, and keep no more. */
  withdrawsCopies?: true;
  /** The admin to make if there is none. */
  admin?: { name: string; password: string };
}

/** Every setting that is wrong, each in one line that says what it takes. */
export class BadSettings extends Error {
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.name = 'BadSettings';
    this.problems = problems;
  }
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** The process's variables, and for those that it lacks a file `.env` in the folder in which it was started. */
function readEnvironment(): Environment {
  return existsSync('.env') ? { ...parseEnv(readFileSync('.env', 'utf8')), ...process.env } : process.env;
}

/** @throws BadSettings */
export function readConfig(environment: Environment = readEnvironment()): Config {
  const problems: string[] = [];
  /** A variable that is empty counts as left out, as compose files write it. */
  function read<T>(name: string, parse: (text: string) => T | undefined, takes: string): T | undefined {
    const text = environment[name]?.trim();
    if (!text) return undefined;
    const value = parse(text);
    // The value itself is not repeated: it may be a password, or a URL that carries one.
    if (value === undefined) problems.push(`${name} takes ${takes}.`);
    return value;
  }

  const port = read('PORT', wholeNumber(0, 65_535), 'a port: a whole number from 0 to 65,535');
  const host = read('HOST', hostName, 'an address or host name to listen on, e.g. 127.0.0.1');
  const dataDir = read('DATA_DIR', (path) => resolve(path), 'a folder');
  const publicUrl = read('PUBLIC_URL', origin, 'an address without a path, e.g. https://tocsin.example');
  const trustProxy = read('TRUST_PROXY', proxies, TAKES_PROXIES);
  const tickMs = read('TICK_MS', wholeNumber(10, 10_000), 'milliseconds: a whole number from 10 to 10,000');
  const logLevel = read(
    'LOG_LEVEL',
    (text) => LOG_LEVELS.find((level) => level === text),
    `one of ${LOG_LEVELS.join(', ')}`,
  );
  const savedCopies = read('SAVED_COPIES', onOrOff, 'on or off');
  const admin = read('TOCSIN_ADMIN', nameAndPassword, 'name:password, the password of 8 to 200 characters');
  read('DATABASE_URL', () => undefined, NO_POSTGRESQL);
  if (problems.length > 0) throw new BadSettings(problems);

  return {
    port: port ?? 3000,
    host: host ?? '127.0.0.1',
    dataDir: dataDir ?? join(process.cwd(), 'data'),
    trustProxy: trustProxy ?? false,
    tickMs: tickMs ?? 250,
    logLevel: logLevel ?? 'info',
    ...(publicUrl !== undefined && { publicUrl }),
    ...(savedCopies === 'off' && { withdrawsCopies: true }),
    ...(admin && { admin }),
  };
}

/** How many minutes the demo's replay takes to watch. @throws BadSettings */
export function readDemoMinutes(environment: Environment = readEnvironment()): number {
  const text = environment.DEMO_MINUTES?.trim();
  if (!text) return 10;
  const minutes = wholeNumber(1, 1_440)(text);
  if (minutes === undefined) throw new BadSettings(['DEMO_MINUTES takes a whole number from 1 to 1,440.']);
  return minutes;
}

const NO_POSTGRESQL =
  'nothing yet: PostgreSQL is not built; leave it out, and the embedded database in DATA_DIR is used';
const TAKES_PROXIES =
  'the number of proxies in front (1), or their addresses, subnets, loopback, linklocal or uniquelocal, with commas ' +
  'between; not true, by which anybody could claim any address';

function wholeNumber(min: number, max: number): (text: string) => number | undefined {
  return (text) => {
    const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
    return value >= min && value <= max ? value : undefined;
  };
}

function onOrOff(text: string): 'on' | 'off' | undefined {
  return text === 'on' || text === 'off' ? text : undefined;
}

function hostName(text: string): string | undefined {
  return isIP(text) > 0 || /^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$/.test(text) ? text : undefined;
}

function origin(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  const isBare = url.pathname === '/' && `${url.search}${url.hash}${url.username}${url.password}` === '';
  return /^https?:$/.test(url.protocol) && isBare ? url.origin : undefined;
}

function proxies(text: string): false | number | string | undefined {
  if (text === 'false') return false;
  if (/^\d{1,3}$/.test(text)) return Number(text);
  return text.split(',').every((part) => isProxy(part.trim())) ? text : undefined;
}

function isProxy(text: string): boolean {
  if (['loopback', 'linklocal', 'uniquelocal'].includes(text)) return true;
  const [address = '', bits, ...rest] = text.split('/');
  const family = isIP(address);
  if (family === 0 || rest.length > 0) return false;
  // `/0` would trust every address.
  return (
    bits === undefined ||
    (/^\d{1,3}$/.test(bits) && Number(bits) > 0 && Number(bits) <= (family === 4 ? 32 : 128))
  );
}

function nameAndPassword(text: string): { name: string; password: string } | undefined {
  const [, name = '', password = ''] = /^([^:]+):(.*)$/s.exec(text) ?? [];
  const isName = name.trim() !== '' && name.trim().length <= 60;
  return isName && newPasswordSchema.safeParse(password).success
    ? { name: name.trim().normalize('NFC'), password }
    : undefined;
}
