import { setTimeout as sleep } from 'node:timers/promises';
import { percentile } from '@frontrow/origin/percentile';
import { Client } from 'undici';

/** One request, signed and serialised before the clock runs. */
export type Shot = {
  path: string;
  method?: 'GET' | 'POST';
  headers?: Record<string, string>;
  body?: string;
};
export type Drive = {
  requests: number;
  seconds: number;
  perSecond: number;
  p50Ms: number;
  p99Ms: number;
};
type Options = {
  /** Of several, each is asked in turn, as a load balancer does it. */
  url: string | readonly string[];
  connections: number;
  /** undefined: no more. */
  next: () => Shot | undefined;
  /** The text of each answer, in the order of the answers. */
  onAnswer?: (text: string, shot: Shot) => void;
  seconds: number;
  /** In all; without it, as many as are answered. */
  perSecond?: number | undefined;
  expected: number;
};

/**
 * Asks on so many connections until the time is over or nothing is left: each as soon as it was answered or, at a rate,
 * whichever is free when a request is due, from when its time counts. Any other answer than the expected one ends the
 * drive: figures of failures would be worth nothing.
 */
export async function drive(options: Options): Promise<Drive> {
  const { url, connections, next, seconds, perSecond, expected, onAnswer } = options;
  const urls = typeof url === 'string' ? [url] : url;
  const clients = Array.from({ length: connections }, () =>
    urls.map((one) => new Client(one, { pipelining: 1 })),
  );
  const times: number[] = [];
  const startedAt = performance.now();
  const until = startedAt + seconds * 1000;
  const due = createPace(startedAt, perSecond);
  const ask = async (own: Client[], index: number): Promise<void> => {
    for (let asked = index; performance.now() < until; asked += 1) {
      const dueAt = due();
      // Taken before it is due, so that nobody waits for a moment at which nothing is left to send.
      const shot = dueAt < until ? next() : undefined;
      const client = own[asked % own.length];
      if (shot === undefined || client === undefined) {
        return;
      }
      await sleepUntil(dueAt);
      const text = await send(client, shot, expected);
      onAnswer?.(text, shot);
      times.push(performance.now() - dueAt);
    }
  };
  try {
    await Promise.all(clients.map(ask));
  } finally {
    await Promise.all(clients.flat().map((client) => client.destroy()));
  }
  const took = (performance.now() - startedAt) / 1000;
  return {
    requests: times.length,
    seconds: took,
    perSecond: times.length / took,
    p50Ms: percentile(times, 0.5),
    p99Ms: percentile(times, 0.99),
  };
}

/** When the next request is due, on the clock of `performance.now()`. */
function createPace(startedAt: number, perSecond: number | undefined): () => number {
  let count = -1;
  return () => {
    count += 1;
    return perSecond === undefined ? performance.now() : startedAt + (count * 1000) / perSecond;
  };
}

async function sleepUntil(dueAt: number): Promise<void> {
  const ms = dueAt - performance.now();
  if (ms > 0) {
    await sleep(ms);
  }
}

/** One request by itself; its answer's text. */
export async function sendOnce(url: string, shot: Shot, expected: number): Promise<string> {
  const client = new Client(url);
  try {
    return await send(client, shot, expected);
  } finally {
    await client.close();
  }
}

async function send(client: Client, shot: Shot, expected: number): Promise<string> {
  const { path, method = 'GET', headers = {}, body } = shot;
  const answer = await client.request({
    path,
    method,
    headers,
    ...(body === undefined ? {} : { body }),
  });
  const text = await answer.body.text();
  if (answer.statusCode !== expected) {
    throw new Error(`${method} ${path} was answered ${answer.statusCode}: ${text.slice(0, 300)}`);
  }
  return text;
}
