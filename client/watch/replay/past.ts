/** The board as it was published at an entry: one is asked for at a time, the newest wish first. */
import type { Snapshot } from '#shared/snapshot.ts';
import type { Api } from '../../net/api.ts';

export interface Past {
  /** What is wished for is told to `onShow` once it is there, unless another is wished for before it is asked for. */
  wish(seq: number): void;
  /** Fetches what will be wished for soon, where nothing else is asked for. */
  prefetch(seq: number): void;
  stop(): void;
}

export interface PastEvents {
  onShow(snapshot: Snapshot): void;
  /** `busy`: it is asked again by itself. `failed`: not before the next wish. */
  onState(state: 'asking' | 'busy' | 'failed' | 'shown'): void;
}

/** Between a slider's move and the request: whoever drags passes hundreds of entries. */
const SETTLE = 120;
/** Snapshots that are kept: back and forth over a few entries asks for nothing. */
const KEPT = 32;
/** Where a server is busy and does not say for how long, in seconds. */
const PAUSE = 2;

export function readPast(api: Api, slug: string, { onShow, onState }: PastEvents): Past {
  const kept = new Map<number, Snapshot>();
  let wished: number | undefined;
  let isAsking = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const later = (ms: number) => {
    clearTimeout(timer);
    timer = setTimeout(() => void ask(), ms);
  };

  async function ask(): Promise<void> {
    const seq = wished;
    if (isAsking || seq === undefined) return;
    isAsking = true;
    onState('asking');
    const answer = await read(seq);
    isAsking = false;
    if (answer.is === 'busy') {
      onState('busy');
      later(answer.seconds * 1000);
      return;
    }
    take(answer);
    if (wished === seq) wished = undefined;
    else void ask();
  }

  function take(answer: Exclude<Answer, { is: 'busy' }>): void {
    if (answer.is === 'answered') onShow(answer.snapshot);
    onState(answer.is === 'answered' ? 'shown' : 'failed');
  }

  async function read(seq: number): Promise<Answer> {
    const known = kept.get(seq);
    if (known) return { is: 'answered', snapshot: known };
    const answer = await readAt(api, slug, seq);
    if (answer.is !== 'answered') return answer;
    kept.set(seq, answer.snapshot);
    const [oldest] = kept.keys();
    if (kept.size > KEPT && oldest !== undefined) kept.delete(oldest);
    return answer;
  }

  return {
    wish(seq) {
      wished = seq;
      later(kept.has(seq) ? 0 : SETTLE);
    },
    prefetch(seq) {
      if (isAsking || wished !== undefined || kept.has(seq)) return;
      isAsking = true;
      void read(seq).then(() => {
        isAsking = false;
        void ask();
      });
    },
    stop: () => {
      clearTimeout(timer);
      wished = undefined;
    },
  };
}

type Answer = { is: 'answered'; snapshot: Snapshot } | { is: 'busy'; seconds: number } | { is: 'failed' };

async function readAt(api: Api, slug: string, seq: number): Promise<Answer> {
  const reply = await api.call('snapshot', { slug, query: { seq } });
  if (reply.is === 'answered') return { is: 'answered', snapshot: reply.body };
  const isBusy = reply.is === 'refused' && (reply.status === 503 || reply.status === 429);
  return isBusy ? { is: 'busy', seconds: reply.problem.retryAfter ?? PAUSE } : { is: 'failed' };
}
