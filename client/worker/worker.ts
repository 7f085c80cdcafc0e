/**
 * The service worker: a board that was read once can be read without a network, as it was last known, and says so.
 *
 * Whatever a release changes in it, it fits each page that is open: pages come from the network as long as that answers,
 * and the files they name are called after what is in them. So a new one need not wait until the last old page is closed.
 */
import type { SavedBoard } from '../net/saved-copies.ts';
import { keepBoard } from '../net/saved-copies.ts';
import { answerFile, isFile } from './files.ts';
import { answerPage } from './pages.ts';
import { worker } from './scope.ts';

worker.addEventListener('install', (event) => event.waitUntil(worker.skipWaiting()));
worker.addEventListener('activate', (event) =>
  event.waitUntil(
    // A page need not wait until the browser has woken its worker.
    Promise.all([worker.clients.claim(), worker.registration.navigationPreload?.enable()]),
  ),
);
// A page that is being left has no time to write it down itself. None but our own can tell the worker anything.
worker.addEventListener('message', (event) =>
  event.waitUntil(keepBoard(event.data as SavedBoard).catch(() => undefined)),
);
worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== location.origin) return;
  if (request.mode === 'navigate') event.respondWith(answerPage(event));
  else if (isFile(pathname)) event.respondWith(answerFile(event, pathname));
});
