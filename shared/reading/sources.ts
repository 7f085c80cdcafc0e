/** Sources as they are typed in one field: `hotline; caller https://example.org/1`, parted by semicolons or lines. */
import type { Source } from '../entry.ts';

/** A semicolon may be part of an address, so only one that is followed by a space or by nothing parts two sources. */
const PARTING = /;\s+|;$|\n+/;
const ADDRESS = /https?:\/\/\S+/i;

export function readSources(typed: string): Source[] {
  return typed
    .split(PARTING)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map(readSource);
}

/** What `readSources` reads back as the same. */
export function writeSources(sources: readonly Source[]): string {
  return sources
    .map(({ title, url }) => [title, url].filter((part) => part !== undefined).join(' '))
    .join('; ');
}

function readSource(part: string): Source {
  const url = ADDRESS.exec(part)?.[0];
  const title = (url === undefined ? part : part.replace(url, ' ')).replace(/\s+/g, ' ').trim();
  return { ...(url !== undefined && { url }), ...(title !== '' && { title }) };
}
