/** Pages: from the network, and from what was kept where that does not answer. */
import { PAGES, WORKERS_OF_OURS } from '#shared/paths.ts';
import type { SavedPage } from '../net/saved-copies.ts';
import { dropBoard, findNewestPage, findPage, keepPage, slugOf } from '../net/saved-copies.ts';
import type { Asked } from './scope.ts';

/** Milliseconds after which a reader who has a copy gets that: a network that swallows everything answers after minutes. */
const PATIENCE = 8_000;

export async function answerPage(event: Asked): Promise<Response> {
  const url = new URL(event.request.url);
  const answering = askNetwork(event);
  if (slugOf(url.pathname) === undefined && url.pathname !== PAGES.boards) return answering;
  // Read to its end in the background, also where a copy has been shown meanwhile.
  event.waitUntil(answering.then((answer) => take(answer.clone(), url)).catch(() => undefined));
  const answer = await Promise.race([answering.catch(() => undefined), sleep(PATIENCE)]);
  if (answer && !(await isSilence(answer))) return answer;
  return (await findCopy(url).catch(() => undefined)) ?? answer ?? answering;
}

async function askNetwork({ request, preloadResponse }: Asked): Promise<Response> {
  return (await preloadResponse) ?? fetch(request);
}

/** A gateway that says that nobody is behind it, or a server that cannot keep up: neither says anything of the board. */
async function isSilence(answer: Response): Promise<boolean> {
  if (answer.status < 500) return false;
  return !(isOurs(answer) && (await withholds(answer)));
}

/** What is not this server's (a portal's, or another site's that has come to this address) says nothing of the board. */
function isOurs({ headers }: Response): boolean {
  return headers.get('content-security-policy')?.includes(WORKERS_OF_OURS) ?? false;
}

/** The board's record does not add up: no figure of it may be shown. */
async function withholds(answer: Response): Promise<boolean> {
  return answer.status === 503 && (await answer.clone().text()).includes('class="withheld"');
}

/** Keeps what is there for everybody, and lets go of what is so no longer. */
async function take(answer: Response, { pathname }: URL): Promise<void> {
  if (!isOurs(answer)) return;
  const slug = slugOf(pathname);
  const isPublic = answer.ok && !/private|no-store/.test(answer.headers.get('cache-control') ?? '');
  if (isPublic) await keepPage({ html: await answer.text(), headers: answer.headers });
  else if (slug !== undefined && !(await isSilence(answer))) await dropBoard(slug);
}

async function findCopy({ pathname, searchParams }: URL): Promise<Response | undefined> {
  if (pathname === PAGES.boards) {
    // Where an installed page starts.
    const board = await findNewestPage();
    return board === undefined ? undefined : Response.redirect(board);
  }
  const page = await findPage(pathname, searchParams.get('lang'));
  return page && mark(page);
}

/** The page is told that it is a copy, and with the first word. */
function mark({ html, headers }: SavedPage): Response {
  return new Response(html.replace(' data-kept>', ' data-kept data-saved>'), { headers });
}

function sleep(ms: number): Promise<undefined> {
  return new Promise((resolve) => setTimeout(resolve, ms, undefined));
}
