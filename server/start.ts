/** Starts the parts of the server in order, and ends them in the opposite order. */
import { PAGES } from '#shared/paths.ts';
import type { Instant } from '#shared/time.ts';
import type { Clock, Timers } from './clock.ts';
import { systemClock, systemTimers } from './clock.ts';
import { watchClock } from './clock-watch.ts';
import type { Config } from './config.ts';
import { createClockWord } from './desk/clock-word.ts';
import type { Desk, People } from './desk/contract.ts';
import { createDesk } from './desk/desk.ts';
import type { Patience } from './doors/http/patience.ts';
import { openDoors } from './doors/listen.ts';
import type { FanoutBounds } from './doors/socket/fanout.ts';
import type { SessionBounds } from './doors/socket/sessions.ts';
import { openStore } from './ledger/sqlite/open-store.ts';
import type { Live } from './live/contract.ts';
import { openLive } from './live/live.ts';
import type { Log } from './log.ts';
import { createLog } from './log.ts';
import { ensureFirstAdmin } from './people/first-admin.ts';
import type { PasswordCost } from './people/passwords.ts';
import { openPeople } from './people/people.ts';

/** What tests and the demo bring themselves. */
export interface Overrides {
  clock?: Clock;
  timers?: Timers;
  log?: Log;
  passwordCost?: PasswordCost;
  fanout?: Partial<FanoutBounds>;
  sessions?: Partial<SessionBounds>;
  patience?: Partial<Patience>;
  /** Whether Vite builds the pages anew at each change. */
  isDevelopment?: boolean;
}

/** A running server. Its disposal answers the requests under way; everything acknowledged is on the disk then. */
export interface Running extends AsyncDisposable {
  readonly port: number;
  /** Where a browser finds it. */
  readonly origin: string;
  /** The link that makes the first admin; undefined once there is one. */
  readonly setUpLink?: string;
  /** The desk and the people that the doors use too, for a program that posts by itself, as the demo does. */
  readonly desk: Desk;
  readonly people: People;
}

/** @throws LedgerFault for a data folder that cannot be served, the system's error if it cannot listen, NoBuild */
export async function start(config: Config, overrides: Overrides = {}): Promise<Running> {
  await using opened = new AsyncDisposableStack();
  const { clock = systemClock, timers = systemTimers, isDevelopment = false } = overrides;
  const log = overrides.log ?? createLog(config.logLevel);
  const store = opened.use(await openStore({ dataDir: config.dataDir, clock, log }));
  const live = opened.use(
    await openLive({ ledger: store.ledger, clock, timers, tickMs: config.tickMs, log }),
  );
  const watch = opened.use(watchClock({ clock, timers, log, newestAt: () => newestAt(live) }));
  const cost = overrides.passwordCost;
  const people = opened.use(
    await openPeople({
      store: store.people,
      clock,
      trusted: watch,
      timers,
      log,
      ...(cost !== undefined && { cost }),
    }),
  );
  const first = await ensureFirstAdmin({ store, people, admin: config.admin, log });
  const desk = createDesk({ live, ledger: store.ledger, clock });
  const doors = opened.use(
    await openDoors({
      config,
      clock,
      timers,
      log,
      live,
      people,
      isDevelopment,
      ledger: store.ledger,
      desk,
      clockWord: createClockWord({ watch, clock, store: store.people }),
      health: first.health,
      bounds: overrides.fanout,
      sessionBounds: overrides.sessions,
      patience: overrides.patience,
    }),
  );
  void store.checkRest();
  const { setUpToken } = first;
  const origin = config.publicUrl ?? `http://${nameHost(config.host)}:${doors.port}`;
  const ending = opened.move();

  return {
    port: doors.port,
    origin,
    desk,
    people,
    ...(setUpToken !== undefined && { setUpLink: `${origin}${PAGES.join}#${setUpToken}` }),
    [Symbol.asyncDispose]: () => ending.disposeAsync(),
  };
}

/** When the newest line of all boards was published. */
function newestAt({ slugs, tally }: Pick<Live, 'slugs' | 'tally'>): Instant {
  return Math.max(0, ...slugs().map((slug) => tally(slug)?.at ?? 0));
}

/** The host to type into a browser on this machine. */
function nameHost(host: string): string {
  if (['127.0.0.1', '0.0.0.0', '::', '::1'].includes(host)) return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}
