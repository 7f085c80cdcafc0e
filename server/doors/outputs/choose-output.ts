/** From what each output of a board is made, and when it must be made anew. */
import { z } from 'zod';
import { kindSchema, schemaByKinds } from '#shared/by-kinds.ts';
import type { Kind } from '#shared/kinds.ts';
import { LIMITS } from '#shared/limits.ts';
import type { OutputModel } from '#shared/output-model.ts';
import { isPublic } from '../../desk/admission.ts';
import type { BoardView, Live } from '../../live/contract.ts';
import { Refusal } from '../../refusal.ts';
import { parseWith } from '../problem.ts';

/** The card is a picture, with its own way to its readers (cards.ts). */
export type OutputName = Exclude<OutputModel['output'], 'instead' | 'card'>;

export interface WantedOutput {
  /** Which one of the board's. */
  name: string;
  /** What it says is the same for as long as this is, and where it goes by the clock, for the minute. */
  version: string;
  isTimed: boolean;
  /** Addresses in it begin with the origin under which this server was reached. */
  hasOrigin: boolean;
  /** Made when it is rendered: most who ask take what is there. */
  model(): OutputModel;
  /** Not for everybody, so it is kept for nobody. */
  isPrivate: boolean;
}

export interface OutputAsked {
  slug: string;
  query: unknown;
}

type Choose = (
  live: Live,
  asked: OutputAsked,
) => Pick<WantedOutput, 'version' | 'model'> & { which?: string };

/** Pages keep what is asked besides for others: an address may come with a campaign's marks. */
const kindQuery = schemaByKinds((board) => z.object({ kind: kindSchema(board).exactOptional() }));

const CHOICES: Record<OutputName, Choose> = {
  text: (live, { slug }) => chooseSnapshot(live, slug, (snapshot) => ({ output: 'text', snapshot })),
  line: (live, { slug }) => chooseSnapshot(live, slug, (snapshot) => ({ output: 'line', snapshot })),
  embed: (live, asked) => chooseKind(live, asked, 'embed'),
  badge: (live, asked) => chooseKind(live, asked, 'badge'),
  atom: (live, { slug }) => chooseFeed(live, slug, 'atom'),
  jsonFeed: (live, { slug }) => chooseFeed(live, slug, 'jsonFeed'),
  calendar(live, { slug }) {
    const { board, definition } = readDefinition(live, slug);
    return { version: String(definition.seq), model: () => ({ output: 'calendar', board, definition }) };
  },
};

/** Read far from here, each address in them is whole; and what they say of times is the same tomorrow. */
const WITH_ORIGIN: readonly OutputName[] = ['atom', 'jsonFeed', 'calendar'];

/** @throws Refusal `no-board`, `invalid` */
export function chooseOutput(output: OutputName, live: Live, asked: OutputAsked): WantedOutput {
  const { version, model, which = '' } = CHOICES[output](live, asked);
  return {
    name: `${output} ${asked.slug} ${which}`,
    ...{ version, model },
    isTimed: !WITH_ORIGIN.includes(output),
    hasOrigin: WITH_ORIGIN.includes(output),
    isPrivate: !isPublic(live, asked.slug),
  };
}

function chooseSnapshot(
  live: Live,
  slug: string,
  describe: (snapshot: BoardView['snapshot']) => OutputModel,
): ReturnType<Choose> {
  const view = live.view(slug);
  if (!view) throw refuseBoard();
  const { snapshot } = view;
  return { version: view.etag, model: () => describe(snapshot) };
}

function chooseKind(live: Live, { slug, query }: OutputAsked, output: 'embed' | 'badge'): ReturnType<Choose> {
  const kind: Kind | undefined = parseWith(kindQuery(live.view(slug)?.board), query).kind;
  const chosen = chooseSnapshot(live, slug, (snapshot) => ({ output, snapshot, kind }));
  return { ...chosen, which: kind ?? '' };
}

/** A feed tells what was folded last; the names in it are the board's of then. */
function chooseFeed(live: Live, slug: string, output: 'atom' | 'jsonFeed'): ReturnType<Choose> {
  const { board, definition, tally } = readDefinition(live, slug);
  return {
    version: String(tally.seq),
    model: () => ({ output, board, definition, posts: tally.recentPosts(LIMITS.feedItems) }),
  };
}

function readDefinition(live: Live, slug: string) {
  const tally = live.tally(slug);
  const { board, definition } = tally ?? {};
  if (!(tally && board && definition)) throw refuseBoard();
  return { tally, board, definition };
}

function refuseBoard(): Refusal {
  return new Refusal('no-board', 'There is no board with this slug.');
}
