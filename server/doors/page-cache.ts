/** Pages as ready bytes: each rendered once for its version and language, however many ask for it. */
import { createHash } from 'node:crypto';
import type { PageModel } from '#shared/page-model.ts';
import type { Lang } from '#shared/text.ts';
import type { Clock } from '../clock.ts';
import { compress } from './answer.ts';
import type { PageRenderer } from './page-renderer.ts';
import { writePagePolicy } from './security-headers.ts';

/** A page to be shown: `name` says which, `version` when it must be rendered anew. */
export interface WantedPage {
  name: string;
  version: string;
  model: PageModel;
  /** Not for everybody, so it is kept for nobody. */
  isPrivate: boolean;
}

export interface ReadyPage {
  etag: string;
  /** Its Content-Security-Policy. */
  policy: string;
  html: Buffer;
  gzip: Buffer;
  br: Buffer;
}

export type FindPage = (wanted: WantedPage, lang: Lang) => Promise<ReadyPage>;

interface Kept {
  version: string;
  renderedAt: number;
  page: Promise<ReadyPage>;
}

/** A page says how old its numbers were when it was rendered: on a quiet board it is rendered again after this long. */
const KEPT_MS = 10_000;

export function createPageCache(
  renderer: PageRenderer,
  clock: Clock,
  publicUrl: string | undefined,
): FindPage {
  const kept = new Map<string, Kept>();

  async function render(model: PageModel, lang: Lang): Promise<ReadyPage> {
    const context = { lang, now: clock.now(), ...(publicUrl !== undefined && { publicUrl }) };
    const page = await renderer.render(model, context);
    const html = Buffer.from(page.html);
    return {
      etag: `"${createHash('sha256').update(html).digest('base64url').slice(0, 22)}"`,
      policy: renderer.policy ?? writePagePolicy(page.styleHashes),
      html,
      gzip: await compress(html, 'gzip'),
      br: await compress(html, 'br'),
    };
  }

  return (wanted, lang) => {
    const { name, version, model } = wanted;
    if (wanted.isPrivate || renderer.policy !== undefined) return render(model, lang);
    const key = `${lang} ${name}`;
    const known = kept.get(key);
    const renderedAt = clock.now();
    if (known?.version === version && renderedAt - known.renderedAt < KEPT_MS) return known.page;
    // Kept before it is made, so that a crowd that comes meanwhile waits for this one.
    const page = render(model, lang);
    kept.set(key, { version, renderedAt, page });
    page.catch(() => kept.delete(key));
    return page;
  };
}
