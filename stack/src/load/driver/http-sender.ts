import type { Answer, Ask } from '@frontrow/k6';
import { Agent, request } from 'undici';

/** Enough to keep the shop busy, few enough for the file handles of one process. */
const CONNECTIONS = 512;
const TIMEOUT_MS = 30_000;

export type Sender = ReturnType<typeof createSender>;

/** Sends requests on kept connections; what is not answered in time has status 0. */
export function createSender(baseUrl: string, { connections = CONNECTIONS } = {}) {
  const dispatcher = new Agent({
    connections,
    headersTimeout: TIMEOUT_MS,
    bodyTimeout: TIMEOUT_MS,
  });
  const base = baseUrl.replace(/\/$/, '');
  return {
    async send({ method, path, headers, body }: Ask): Promise<Answer> {
      try {
        const answer = await request(`${base}${path}`, { dispatcher, method, headers, body });
        const text = await answer.body.text();
        const entries = Object.entries(answer.headers).map(([name, value]) => [
          name,
          String(value),
        ]);
        return {
          status: answer.statusCode,
          headers: Object.fromEntries(entries) as Record<string, string>,
          body: readJson(text),
        };
      } catch {
        // Refused, cut off or too late: to a buyer it is all the same.
        return { status: 0, headers: {}, body: undefined };
      }
    },

    /** Ends what is under way as well: it counts as not answered. */
    close: () => dispatcher.destroy(),
  };
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // An empty body, or a proxy's page: the status tells the rest.
    return undefined;
  }
}
