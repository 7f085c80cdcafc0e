/** In which language a reader is answered. */
import type { Request } from 'express';
import type { Lang } from '#shared/text.ts';

/** `?lang=` wins over what the browser prefers; English where neither is spoken. */
export function chooseLang(request: Request): Lang {
  const { lang } = request.query;
  if (lang === 'en' || lang === 'ru') return lang;
  // Longer than any browser's: what comes with a thousand languages is not split and sorted.
  if ((request.headers['accept-language'] ?? '').length > 500) return 'en';
  return request.acceptsLanguages('en', 'ru') === 'ru' ? 'ru' : 'en';
}
