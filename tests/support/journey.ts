/** People at browsers before a real server: an operator at the desk, watchers at the board, and what went wrong there. */
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { expect, onTestFinished } from 'vitest';
import type { Program, Until } from './server-process.ts';
import { makeDataDir, startProgram } from './server-process.ts';
import type { Caller } from './server-room.ts';
import { ADMIN, signIn } from './server-room.ts';

/** Milliseconds in which a page must show what has happened; a busy machine may take seconds. */
export const SOON = { timeout: 15_000 };

const RALLIES = {
  slug: 'rallies',
  title: { en: 'Rallies', ru: 'Митинги' },
  summary: { en: 'Called for 7 pm local time.', ru: 'Назначены на 19:00 по местному времени.' },
  zone: 'Europe/Moscow',
  state: 'live',
  goals: { registration: 500_000 },
  claimants: [{ id: 'ovd-info', name: { en: 'OVD-Info', ru: 'ОВД-Инфо' } }],
  places: [
    { id: 'moscow', name: { en: 'Moscow', ru: 'Москва' } },
    { id: 'kazan', name: { en: 'Kazan', ru: 'Казань' } },
    { id: 'novosibirsk', name: { en: 'Novosibirsk', ru: 'Новосибирск' }, zone: 'Asia/Novosibirsk' },
  ],
};

export interface Site {
  url: string;
  dataDir: string;
  admin: Caller;
  /** Ends the server at once, as a power cut would. */
  kill(): Promise<void>;
  /** Starts it again on the same port and folder, with other settings where there are some. */
  revive(changed?: Record<string, string>): Promise<void>;
}

/** A server as a program of its own, with one board. It ends with the test, unless said otherwise. */
export async function openSite(board: object = RALLIES, until: Until = onTestFinished): Promise<Site> {
  const port = await findPort();
  const dataDir = await makeDataDir(until);
  const variables = { PORT: String(port), DATA_DIR: dataDir };
  let program: Program = startProgram(variables, { until });
  const url = await program.url;
  const admin = await signIn(url, ADMIN);
  await admin.call('/api/v1/boards', { method: 'POST', body: board });
  return {
    url,
    dataDir,
    admin,
    async kill() {
      program.child.kill('SIGKILL');
      await program.exited;
    },
    async revive(changed = {}) {
      program = startProgram({ ...variables, ...changed }, { until });
      await program.url;
    },
  };
}

/** A port that is free now: a server that comes back has to come back to the same. */
async function findPort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  if (address === null || typeof address === 'string') throw new Error('No port was given.');
  return address.port;
}

/** A window of its own, with what it complained of and whom it asked. It closes with the test. */
export interface Window {
  page: Page;
  complaints: string[];
  foreign: string[];
}

export async function openWindow(
  browser: Browser,
  site: Pick<Site, 'url'>,
  options: BrowserContextOptions = {},
): Promise<Window> {
  const context = await browser.newContext({
    baseURL: site.url,
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    viewport: { width: 1440, height: 900 },
    ...options,
  });
  onTestFinished(() => context.close());
  const page = await context.newPage();
  const opened: Window = { page, complaints: [], foreign: [] };
  page.on('console', (message) => {
    if (message.type() === 'error') opened.complaints.push(`${message.text()} ${message.location().url}`);
  });
  page.on('pageerror', (error) => opened.complaints.push(String(error)));
  page.on('request', (request) => {
    const { origin, protocol } = new URL(request.url());
    if (origin !== site.url && !['data:', 'blob:'].includes(protocol)) opened.foreign.push(origin);
  });
  return opened;
}

/** Opens the watch page and waits until it hears the server. */
export async function watchBoard(
  { page }: Window,
  path = '/b/rallies',
  connected = 'Connected',
): Promise<void> {
  await page.goto(path);
  await expectConnection(page, connected);
  // What is taken over a moment later would be another element than the one that is looked at.
  await expect.poll(() => page.locator('#region-feed.served, #region-record.served').count(), SOON).toBe(0);
}

export async function expectConnection(page: Page, word: string): Promise<void> {
  await expect.poll(() => page.getByRole('status').allInnerTexts(), SOON).toContain(word);
}

/** Signs in at the desk as the admin, and opens the board there. */
export async function enterDesk({ page }: Pick<Window, 'page'>): Promise<void> {
  await page.goto('/desk?board=rallies');
  await page.getByLabel('Name').fill(ADMIN.name);
  await page.getByLabel('Password').fill(ADMIN.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('form', { name: 'New entry' }).waitFor();
}

export interface Typed {
  kind: 'Registr.' | 'Arrests' | 'Update';
  place?: string;
  count?: string;
  status?: 'reported' | 'confirmed';
  source?: string;
  text?: string;
}

/** Types an entry into the composer and posts it by its key. */
export async function compose(page: Page, typed: Typed): Promise<void> {
  const form = page.getByRole('form', { name: 'New entry' });
  await form.getByRole('button', { name: typed.kind }).click();
  await form.getByRole('combobox', { name: 'Place' }).fill(typed.place ?? 'all');
  if (typed.count !== undefined) await form.getByLabel('Count', { exact: true }).fill(typed.count);
  if (typed.status) await form.getByLabel('Status').selectOption(typed.status);
  if (typed.source) await form.getByLabel('Source').fill(typed.source);
  if (typed.text) await form.getByLabel('Text').fill(typed.text);
  await page.keyboard.press('Control+Enter');
}

/** The number in large type, e.g. `463,218`. */
export function figureOf(page: Page, kind: 'Registrations' | 'Arrests' | 'Updates'): Promise<string> {
  return page.getByRole('region', { name: kind, exact: true }).locator('.figure > span').innerText();
}
