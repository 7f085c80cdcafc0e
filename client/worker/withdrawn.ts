/** The worker that a site serves which keeps no copies: it throws away what was kept, and itself. */
import { dropEverything } from '../net/saved-copies.ts';
import { worker } from './scope.ts';

worker.addEventListener('install', (event) => event.waitUntil(worker.skipWaiting()));
worker.addEventListener('activate', (event) =>
  event.waitUntil(dropEverything().then(() => worker.registration.unregister())),
);
