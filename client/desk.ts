/** What the browser runs on `/desk`: puts the desk's parts together. */
import { PAGES } from '#shared/paths.ts';
import './styles/desk.css';
import './styles/desk-board-form.css';
import './styles/desk-composer.css';
import './styles/desk-entries.css';
import './styles/desk-workspace.css';
import { createApp, watch } from 'vue';
import { nowKey, stepNow } from './board/use-now.ts';
import { loadCities } from './board/zone-name.ts';
import DeskPage from './desk/DeskPage.vue';
import { openOutbox } from './desk/outbox/outbox-browser.ts';
import type { SessionState } from './desk/people/desk-session.ts';
import { createDeskSession } from './desk/people/desk-session.ts';
import type { Desk } from './desk/use-desk.ts';
import { deskKey } from './desk/use-desk.ts';
import { createApi } from './net/api.ts';
import { createDeskLine } from './net/desk-line.ts';
import { createServerClock } from './net/server-clock.ts';
import { withholdComposingKeys } from './ui/input-method.ts';
import { useTheme } from './ui/use-theme.ts';
import { loadDeskWords } from './words/desk-words.ts';
import { loadLocale } from './words/locale.ts';
import { localeKey } from './words/use-locale.ts';

/** What tabs of one browser tell each other. */
type Tidings = 'outbox' | 'session';

const invite = takeInvite();
document.documentElement.classList.add('desk-page');
await start();

async function start(): Promise<void> {
  const lang = document.documentElement.lang === 'ru' ? 'ru' : 'en';
  const [locale, words] = await Promise.all([loadLocale(lang), loadDeskWords(lang), loadCities(lang)]);
  const clock = createServerClock(Date.now);
  const { now } = stepNow(clock.now);
  // Answers may be kept for a second. What is asked for because a number moved must not be the one from before it moved.
  const api = createApi((path, call) => fetch(path, { ...call, cache: 'no-store' }), Date.now, clock.read);
  const line = createDeskLine(api);
  const tabs = new BroadcastChannel('tocsin-desk');
  const tell = (tidings: Tidings) => tabs.postMessage(tidings);
  const session = createDeskSession(api);
  const { outbox, storage } = await openOutbox({
    send: line.post,
    now: Date.now,
    announce: () => tell('outbox'),
  });
  const author = () => nameOf(session.state.value) ?? '';
  tabs.onmessage = ({ data }: MessageEvent<Tidings>) => {
    void (data === 'outbox' ? outbox.reload() : session.refresh());
  };
  watch(session.state, (state, before) => {
    outbox.sendFor(nameOf(state));
    // Another tab must not go on sending in the name of somebody who has left or was followed by another.
    if (before.is !== 'unknown' && nameOf(before) !== nameOf(state)) tell('session');
  });
  watch(outbox.sending, (sending) => {
    if (sending === 'signed-out') session.end();
  });

  const desk: Desk = { lang, words, api, session, outbox, storage, line, author, now, serverNow: clock.now };
  useTheme();
  withholdComposingKeys(document);
  const hasAdmin = document.getElementById('app')?.dataset.first === undefined;
  createApp(DeskPage, { invite, hasAdmin })
    .provide(deskKey, desk)
    .provide(localeKey, locale)
    .provide(nowKey, now)
    .mount('#app');
}

function nameOf(state: SessionState): string | undefined {
  return state.is === 'signed-in' ? state.name : undefined;
}

/** The token of an invitation lies behind the `#`, where no server sees it; it leaves the address bar at once. */
function takeInvite(): string | undefined {
  if (!location.pathname.startsWith(PAGES.join)) return undefined;
  const token = location.hash.slice(1);
  history.replaceState(null, '', location.pathname + location.search);
  return token;
}
