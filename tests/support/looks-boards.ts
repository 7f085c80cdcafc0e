/**
 * Boards in each of the states that people see, behind one server: the evening of the replay, a day that is over, one that
 * is planned, one on which nothing was posted, and one of a single place.
 */
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { APRIL_21, readScenario } from '../../server/demo/scenario.ts';
import { permitRole } from '../../server/desk/admission.ts';
import { inList } from '../../server/json-pointer.ts';
import type { Running } from '../../server/start.ts';
import { start } from '../../server/start.ts';
import { postedBoardSchema } from '../../shared/board-schema.ts';
import { entrySchemaOf } from '../../shared/entry.ts';
import { fillEvening, OPERATOR } from './evening.ts';

export const EVENING = '2021-04-21';
const DAY = 86_400_000;

export interface LooksSite extends AsyncDisposable {
  url: string;
}

export async function openLooksBoards(): Promise<LooksSite> {
  const dataDir = await mkdtemp(join(tmpdir(), 'tocsin-looks-'));
  const settings = { port: 0, host: '127.0.0.1', trustProxy: false, tickMs: 50, logLevel: 'warn' } as const;
  const running = await start({ ...settings, dataDir, admin: OPERATOR });
  await fillEvening(running);
  await makeOthers(running);
  return {
    url: `http://127.0.0.1:${running.port}`,
    async [Symbol.asyncDispose]() {
      await running[Symbol.asyncDispose]();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function makeOthers({ people, desk }: Running): Promise<void> {
  const { board } = readScenario(APRIL_21);
  const { operator } = await people.signIn(OPERATOR.name, OPERATOR.password, { address: 'looks' });
  const everywhere = permitRole(operator, 'admin', '*');
  const { start: _, ...shared } = board;
  const date = new Date(Date.now() + DAY).toISOString().slice(0, 10);
  await desk.makeBoard(everywhere, {
    ...board,
    slug: 'planned',
    state: 'planned',
    nature: 'real',
    start: { date, time: '19:00' },
  });
  await desk.makeBoard(everywhere, { ...shared, slug: 'empty', nature: 'real' });
  const small = {
    zone: 'Europe/Moscow',
    state: 'live',
    title: 'Square',
    places: [{ id: 'square', name: 'Square' }],
  };
  for (const slug of ['one', 'ended']) {
    const made = postedBoardSchema.parse({ ...small, slug });
    await desk.makeBoard(everywhere, made);
    const entry = {
      id: randomUUID(),
      kind: 'arrest',
      op: 'add',
      count: { low: 3, best: 4, high: 9 },
      place: 'square',
      text: 'Four people.',
    };
    await desk.post(permitRole(operator, 'editor', slug), [entrySchemaOf(made).parse(entry)], inList());
  }
  await desk.changeBoard(permitRole(operator, 'admin', 'ended'), { state: 'ended' });
}
