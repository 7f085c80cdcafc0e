/**
 * Gives boards that are embedded in somebody's page their height. The script is both ends of that: with `data-frame` it
 * runs within the board, which it keeps fresh, and tells how high that is; without, in the page around it, which believes
 * boards alone.
 */
interface Told {
  tocsin?: unknown;
  height?: unknown;
}

/** What is higher is no board. */
const HIGHEST = 20_000;
const REFRESH_MS = 60_000;
const own = document.currentScript;

/** Puts in what the server says now. Where it cannot be reached the board says that it is old: it must not look quiet. */
async function refresh(): Promise<void> {
  if (document.hidden) return;
  try {
    const answer = await fetch(location.href, { cache: 'no-cache' });
    const read = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const fresh = read.querySelector('main');
    if (!fresh) throw new Error('no board was answered');
    document.querySelector('main')?.replaceWith(fresh);
  } catch {
    document.getElementById('old')?.removeAttribute('hidden');
  }
}

function tellHeight(): void {
  const tell = () => {
    const { height } = document.documentElement.getBoundingClientRect();
    // It says nothing that is not on the board: whoever frames it may know.
    parent.postMessage({ tocsin: 'height', height: Math.ceil(height) }, '*');
  };
  new ResizeObserver(tell).observe(document.documentElement);
  addEventListener('message', ({ source, data }: MessageEvent<Told | null>) => {
    if (source === parent && data?.tocsin === 'tell') tell();
  });
}

function sizeFrames(origin: string): void {
  addEventListener('message', ({ source, origin: from, data }: MessageEvent<Told | null>) => {
    const height = from === origin && readHeight(data);
    if (!height) return;
    for (const frame of document.querySelectorAll('iframe'))
      if (frame.contentWindow === source) frame.style.height = `${height}px`;
  });
  // A board that was there before this script has told its height to nobody.
  for (const frame of document.querySelectorAll('iframe'))
    if (frame.src.startsWith(`${origin}/`)) frame.contentWindow?.postMessage({ tocsin: 'tell' }, '*');
}

function readHeight(data: Told | null): number | undefined {
  if (data?.tocsin !== 'height') return undefined;
  const { height } = data;
  return typeof height === 'number' && height > 0 && height <= HIGHEST ? height : undefined;
}

if (own instanceof HTMLScriptElement) {
  if (own.dataset.frame === undefined) sizeFrames(new URL(own.src).origin);
  else {
    setInterval(() => void refresh(), REFRESH_MS);
    if (parent !== window) tellHeight();
  }
}
