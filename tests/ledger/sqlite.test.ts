/** The embedded store keeps the laws of both contracts. */
import { openStore } from '../../server/ledger/sqlite/open-store.ts';
import type { OpenFresh } from './contract-suite.ts';
import { describeLedger } from './contract-suite.ts';
import { describePeople } from './people-suite.ts';
import { scratchFolder } from './scratch.ts';

const openFresh: OpenFresh = ({ clock, timers }) => openStore({ dataDir: scratchFolder(), clock, timers });

describeLedger('the ledger on SQLite', openFresh);
describePeople('people on SQLite', openFresh);
