/**
 * Hashes of passwords: argon2id in PHC form, e.g. `$argon2id$v=19$m=19456,t=2,p=1$salt$tag`. Each carries the cost that it
 * was made with, so the cost can be raised while older hashes are still checked.
 */
import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

export interface PasswordCost {
  /** KiB of memory that one check takes. */
  memory: number;
  passes: number;
  parallelism: number;
}

/** 19 MiB and two passes, OWASP's least for argon2id: about a tenth of a second on one core. */
export const PASSWORD_COST: PasswordCost = { memory: 19_456, passes: 2, parallelism: 1 };

const TAG_BYTES = 32;
const SALT_BYTES = 16;
const PHC = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;
const derive = promisify(argon2);

/** The hash of a new password, in PHC form. */
export async function hashPassword(password: string, cost: PasswordCost): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  return writePhc(cost, salt, await deriveTag(password, salt, cost));
}

/** Whether this is the password that was hashed. @throws TypeError if `phc` is not a hash of this form */
export async function checkPassword(phc: string, password: string): Promise<boolean> {
  const { cost, salt, tag } = readPhc(phc);
  return timingSafeEqual(await deriveTag(password, salt, cost), tag);
}

/** A hash that no password matches. It is checked for an unknown name, which then takes as long as a known one. */
export function decoyHash(cost: PasswordCost): string {
  return writePhc(cost, randomBytes(SALT_BYTES), randomBytes(TAG_BYTES));
}

/** Whether a hash was made at another cost than this one. */
export function isOutdated(phc: string, cost: PasswordCost): boolean {
  const made = readPhc(phc).cost;
  return made.memory !== cost.memory || made.passes !== cost.passes || made.parallelism !== cost.parallelism;
}

/** The password is normalised to NFKC, so that the same keys give the same bytes on every system. */
function deriveTag(password: string, salt: Uint8Array, cost: PasswordCost): Promise<Buffer> {
  return derive('argon2id', {
    message: password.normalize('NFKC'),
    nonce: salt,
    memory: cost.memory,
    passes: cost.passes,
    parallelism: cost.parallelism,
    tagLength: TAG_BYTES,
  });
}

function writePhc({ memory, passes, parallelism }: PasswordCost, salt: Uint8Array, tag: Uint8Array): string {
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${writeBase64(salt)}$${writeBase64(tag)}`;
}

/** PHC strings leave the padding out. */
function writeBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64').replaceAll('=', '');
}

function readPhc(phc: string): { cost: PasswordCost; salt: Buffer; tag: Buffer } {
  const [, memory, passes, parallelism, salt = '', tag = ''] = PHC.exec(phc) ?? [];
  const bytes = Buffer.from(tag, 'base64');
  if (bytes.length !== TAG_BYTES)
    throw new TypeError('A stored password takes an argon2id hash in PHC form.');
  return {
    cost: { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) },
    salt: Buffer.from(salt, 'base64'),
    tag: bytes,
  };
}
