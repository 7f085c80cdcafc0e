/** Renders a board's light outputs from what its page is rendered from, in the same words. */
import type { OutputContext, OutputModel } from '#shared/output-model.ts';
import { pageOf } from '#shared/paths.ts';
import { inLanguage } from '#shared/text.ts';
import { sayWithheld } from '../board/withheld-words.ts';
import type { Locale } from '../words/locale.ts';
import { writeBadge } from './badge.ts';
import { writeCalendar } from './calendar.ts';
import { writeCard } from './card.ts';
import { quote } from './cut.ts';
import { writeAtom, writeJsonFeed } from './feeds.ts';
import { writeHtml } from './html.ts';
import { writeLine } from './line.ts';
import { writeTextPage } from './text-page.ts';

/** All but an embedded board, which takes a sheet and components. */
export type PlainModel = Exclude<OutputModel, { output: 'embed' }>;

export function writeOutput(model: PlainModel, { now, origin }: OutputContext, locale: Locale): string {
  switch (model.output) {
    case 'text':
      return writeTextPage({ snapshot: model.snapshot, now, locale });
    case 'line':
      return writeLine({ snapshot: model.snapshot, now, locale });
    case 'badge':
      return writeBadge({ snapshot: model.snapshot, now, locale }, model.kind);
    case 'card':
      return writeCard(model.snapshot, locale);
    case 'atom':
      return writeAtom({ ...model, origin, locale });
    case 'jsonFeed':
      return writeJsonFeed({ ...model, origin, locale });
    case 'calendar':
      return writeCalendar({ ...model, origin, locale });
    case 'instead':
      return writeInstead(model, now, locale);
  }
}

/** Seconds after which it is tried again. */
const RETRY = 60;

/** In the place of what people read: why there is none of it, and where to go. */
function writeInstead(
  { status, withheld }: Extract<OutputModel, { output: 'instead' }>,
  now: number,
  locale: Locale,
): string {
  const { lang, messages } = locale;
  const { problem, site } = messages;
  const [title, hint] =
    status === 404 ? [problem.notFound, problem.notFoundHint] : [problem.other, problem.otherHint];
  const heading = withheld ? sayWithheld({ ...withheld, now }, locale) : title;
  const name = withheld?.board && inLanguage(withheld.board.title, lang);
  const body = [
    name === undefined ? '' : `<p dir="auto">${quote(name)}</p>`,
    `<h1>${quote(heading)}</h1><p>${quote(withheld ? messages.withheld.hint : hint)}</p>`,
    `<p><a href="${pageOf('boards', {})}" target="_top">${quote(site.allBoards)}</a></p>`,
  ].join('');
  const refresh = status === 404 ? undefined : RETRY;
  return writeHtml({ lang, title: heading, body: `<main>${body}</main>`, refresh });
}
