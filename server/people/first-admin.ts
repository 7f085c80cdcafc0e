/**
 * Makes the first admin, or the link that makes one, before the server serves: otherwise an older set-up link would
 * still be good, and the admin named in the settings could not sign in. If nothing can be written, the server serves reading without
 * an admin, and makes one as soon as it can.
 */
import { randomBytes } from 'node:crypto';
import type { Health } from '#shared/answers.ts';
import type { Config } from '../config.ts';
import type { People } from '../desk/contract.ts';
import type { Store } from '../ledger/store.ts';
import { cannotWrite } from '../live/store-faults.ts';
import type { Log } from '../log.ts';

export interface FirstAdmin {
  readonly setUpToken: string | undefined;
  /** The store's health; not `ready` before there is an admin. */
  health(): Promise<Health>;
}

export interface FirstAdminParts {
  store: Pick<Store, 'health'>;
  people: Pick<People, 'ensureAdmin'>;
  admin: Config['admin'];
  log: Log;
}

export async function ensureFirstAdmin({ store, people, admin, log }: FirstAdminParts): Promise<FirstAdmin> {
  let isThere = false;
  let setUpToken: string | undefined;
  const ensure = async () => {
    try {
      ({ setUpToken } = await people.ensureAdmin(admin));
      isThere = true;
    } catch (error) {
      if (!cannotWrite(error)) throw error;
      log.error(`The first admin could not be made. ${error.message}`);
    }
  };
  await ensure();
  let ensuring: Promise<void> | undefined;
  return {
    get setUpToken() {
      return setUpToken;
    },
    async health() {
      const health = await store.health();
      if (isThere || health.status !== 'ready') return health;
      ensuring ??= ensure().finally(() => {
        ensuring = undefined;
      });
      await ensuring;
      if (setUpToken !== undefined)
        log.warn('There is no admin yet: start again to be given the link that makes one.');
      return isThere ? health : { status: 'reading-only', why: 'The first admin could not be made.' };
    },
  };
}

/** The stored key, or, if nothing can be written, a new one for as long as this process runs. */
export async function keyOrTemporary(stored: Promise<Uint8Array>): Promise<Uint8Array> {
  try {
    return await stored;
  } catch (error) {
    if (!cannotWrite(error)) throw error;
    return randomBytes(32);
  }
}
