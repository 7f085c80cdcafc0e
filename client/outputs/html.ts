/** The document around an output that people read. */
import type { Lang } from '#shared/text.ts';
import { quote } from './cut.ts';

export interface HtmlParts {
  lang: Lang;
  title: string;
  body: string;
  /** Seconds after which the browser loads it anew; where it has a script, one that runs none. */
  refresh?: number | undefined;
  /** A sheet that stands in the document. */
  css?: string;
  /** The address of a script. */
  script?: string;
}

export function writeHtml({ lang, title, body, refresh, css, script }: HtmlParts): string {
  return [
    `<!doctype html><html lang="${lang}"><head><meta charset="utf-8">`,
    refresh === undefined ? '' : writeRefresh(refresh, script),
    '<meta name="viewport" content="width=device-width">',
    `<title>${quote(title)}</title>`,
    // Without a sheet the links of a dark page would be a browser's own blue: hard to read on it.
    css === undefined ? '' : `<meta name="color-scheme" content="light dark"><style>${css}</style>`,
    script === undefined ? '' : `<script src="${quote(script)}" data-frame defer></script>`,
    `</head><body>${body}</body></html>`,
  ].join('');
}

function writeRefresh(seconds: number, script: string | undefined): string {
  const meta = `<meta http-equiv="refresh" content="${seconds}">`;
  return script === undefined ? meta : `<noscript>${meta}</noscript>`;
}
