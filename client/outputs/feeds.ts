/** The feed in the two forms that readers take: Atom (RFC 4287) and JSON Feed 1.1. */
import type { Definition } from '#shared/counting/tally.ts';
import { pageOf } from '#shared/paths.ts';
import { inLanguage } from '#shared/text.ts';
import { formatInstant } from '#shared/time.ts';
import { sayNature } from '../board/nature-words.ts';
import { outputsWords } from '../words/outputs-words.ts';
import { quote } from './cut.ts';
import type { FeedItem, FeedParts } from './feed-items.ts';
import { listItems } from './feed-items.ts';
import { markNature } from './nature-mark.ts';

interface Head {
  id: string;
  title: string;
  /** Whether what it tells is real, in words. */
  nature: string;
  page: string;
  self: string;
  author: string;
  updated: string;
}

type Parts = FeedParts & { definition: Definition };

export function writeAtom(parts: Parts): string {
  const items = listItems(parts);
  const { lang } = parts.locale;
  const { id, title, nature, page, self, author, updated } = describe(parts, 'atom', items);
  return [
    `<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${lang}">`,
    `<id>${id}</id><title>${quote(title)}</title><subtitle>${quote(nature)}</subtitle><updated>${updated}</updated>`,
    `<link rel="self" type="application/atom+xml" href="${quote(self)}"/>`,
    `<link rel="alternate" type="text/html" href="${quote(page)}"/>`,
    `<author><name>${quote(author)}</name></author><generator>Tocsin</generator>`,
    ...items.map(writeEntry),
    '</feed>\n',
  ].join('\n');
}

function writeEntry(item: FeedItem): string {
  return [
    `<entry><id>${quote(item.id)}</id><title>${quote(item.title)}</title>`,
    `<published>${item.published}</published><updated>${item.updated}</updated>`,
    `<link rel="alternate" type="text/html" href="${quote(item.address)}"/>`,
    `<author><name>${quote(item.author)}</name></author>`,
    ...item.tags.map((tag) => `<category term="${quote(tag)}"/>`),
    `<content type="text">${quote(item.text)}</content></entry>`,
  ].join('');
}

export function writeJsonFeed(parts: Parts): string {
  const items = listItems(parts);
  const { board, locale } = parts;
  const { title, nature, page, self, author } = describe(parts, 'jsonFeed', items);
  return JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title,
    description: nature,
    home_page_url: page,
    feed_url: self,
    language: locale.lang,
    authors: [{ name: author }],
    // What is our own begins with "_", so that no reader takes it for the format's.
    _tocsin: { board: board.slug, nature: board.nature },
    items: items.map((item) => ({
      id: item.id,
      url: item.address,
      title: item.title,
      content_text: item.text,
      date_published: item.published,
      date_modified: item.updated,
      authors: [{ name: item.author }],
      tags: item.tags,
    })),
  });
}

function describe(
  { board, definition, origin, locale }: Parts,
  form: 'atom' | 'jsonFeed',
  items: readonly FeedItem[],
): Head {
  const { lang, say } = locale;
  const words = outputsWords[lang];
  const author = inLanguage(board.title, lang);
  return {
    id: `urn:uuid:${definition.id}`,
    title: markNature(board, lang) + say(words.feedTitle, { title: author }),
    nature: sayNature(board, locale) ?? words.real,
    page: origin + pageOf('board', board, { lang }),
    self: origin + pageOf(form, board, { lang }),
    author,
    // A new name of the board is news of the feed itself; instants in their public form sort as times do.
    updated: [formatInstant(definition.at), ...items.map(({ updated }) => updated)].reduce((a, b) =>
      a > b ? a : b,
    ),
  };
}
