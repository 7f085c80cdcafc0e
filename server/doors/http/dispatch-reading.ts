/** How something that people open is found: as with any route the dispatcher decides who may have it. */
import type { Request } from 'express';
import type { Dispatcher, Reply } from '../dispatcher.ts';
import type { Cookies } from './cookies.ts';

export interface ReadingDoors {
  cookies: Cookies;
  dispatcher: Dispatcher;
}

/**
 * What `find` finds, or the answer to a refusal: a draft is there for its operators alone, and says so to nobody else.
 * @param name for the log
 */
export async function dispatchReading<Found extends object>(
  { cookies, dispatcher }: ReadingDoors,
  request: Pick<Request, 'params' | 'headers'>,
  { name, find }: { name: string; find: () => Found | Promise<Found> },
): Promise<Found | Reply> {
  let found: Found | undefined;
  const slug = request.params.slug?.toString();
  const reply = await dispatcher.dispatch({
    name,
    access: slug === undefined ? 'public' : 'board',
    tokens: slug === undefined ? [] : cookies.sessions(request.headers.cookie),
    slug,
    counts: false,
    parse: () => undefined,
    run: async () => {
      found = await find();
      return { status: 200 };
    },
  });
  return found ?? reply;
}
