import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/** So many joins are under way at once at most; whoever comes then waits for a connection. */
const CONNECTIONS = 256;
const TICK_MS = 10;

export type Joined = {
  /** What the edge answered; 0 when nothing came. */
  code: number;
  number: number | null;
  tookMs: number;
};

export type JoinCrowd = {
  joined: Joined[];
  offeredPerSecond: number;
  /** From the first join to the last answer: what the edge really had to do. */
  answeredPerSecond: number;
};

type Crowd = {
  visitors: number;
  perSecond: number;
  /** Nobody more comes after that. */
  until?: AbortSignal;
};

/** So many visitors join at the edge, `perSecond` of them each second, as long as this machine keeps up. */
export async function joinCrowd(
  edgeUrl: string,
  { visitors, perSecond, until }: Crowd,
): Promise<JoinCrowd> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const joins: Promise<Joined>[] = [];
  const startedAt = performance.now();
  const isOver = () => joins.length >= visitors || until?.aborted === true;
  while (!isOver()) {
    const due = Math.min(visitors, ((performance.now() - startedAt) / 1000) * perSecond);
    while (joins.length < due) {
      joins.push(join(agent, edgeUrl));
    }
    await sleep(TICK_MS);
  }
  const offeredMs = performance.now() - startedAt;
  const joined = await Promise.all(joins);
  const answeredMs = performance.now() - startedAt;
  agent.destroy();
  return {
    joined,
    offeredPerSecond: Math.round((joined.length / offeredMs) * 1000),
    answeredPerSecond: Math.round((joined.length / answeredMs) * 1000),
  };
}

function join(agent: Agent, edgeUrl: string): Promise<Joined> {
  const { port } = new URL(edgeUrl);
  const startedAt = performance.now();
  const headers = { accept: 'application/json' };
  return new Promise((resolve) => {
    const done = (code: number, text = '') =>
      resolve({ code, number: numberOf(text), tookMs: performance.now() - startedAt });
    const path = '/rooms/main/join';
    const options = { agent, host: '127.0.0.1', port, path, method: 'POST', headers };
    const sent = request(options, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', () => done(0));
      response.on('end', () => done(response.statusCode ?? 0, Buffer.concat(chunks).toString()));
    });
    sent.on('error', () => done(0));
    sent.end();
  });
}

/** Read without a schema: the crowd shares this machine with what it visits. */
function numberOf(text: string): number | null {
  try {
    const { number } = JSON.parse(text) as { number?: unknown };
    return typeof number === 'number' ? number : null;
  } catch {
    // A broken answer gave no place.
    return null;
  }
}
