/** Somebody who speaks Engine.IO by hand over plain requests: no library sends what a stranger may. */
import { Agent, request } from 'node:http';
import { onTestFinished } from 'vitest';

export interface Heard {
  status: number;
  headers: Readonly<Record<string, string | string[] | undefined>>;
  text: string;
}

export type Handshake = Heard & { sid: string };

export interface Stranger {
  /** Asks for a session, and gives the answer too. */
  shakeHands(headers?: Record<string, string>): Promise<Handshake>;
  /** Sends a polling request's body, or asks for what is waiting where there is none. */
  poll(sid: string, body?: string): Promise<Heard>;
  ask(
    path: string,
    sent?: { method?: string; body?: string; headers?: Record<string, string> },
  ): Promise<Heard>;
}

export const SEPARATOR = '\u001e';
const POLLING = '/socket.io/?EIO=4&transport=polling';

/** A connection that is cut off answers with the status 0. */
export function createStranger(url: string): Stranger {
  const agent = new Agent({ keepAlive: true });
  onTestFinished(() => agent.destroy());
  const ask: Stranger['ask'] = (path, { method = 'GET', body, headers = {} } = {}) =>
    new Promise((resolve) => {
      const sent = request(url + path, { method, agent, headers }, (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => {
          text += chunk;
        });
        response.on('close', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text }),
        );
      });
      sent.on('error', () => resolve({ status: 0, headers: {}, text: '' }));
      sent.end(body);
    });
  return {
    ask,
    async shakeHands(headers = {}) {
      const heard = await ask(POLLING, { headers });
      return { ...heard, sid: /"sid":"([^"]+)"/.exec(heard.text)?.[1] ?? '' };
    },
    poll: (sid, body) =>
      ask(`${POLLING}&sid=${sid}`, {
        ...(body !== undefined && { method: 'POST', body, headers: { 'content-type': 'text/plain' } }),
      }),
  };
}
