import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type Place,
  PLACE_LIFETIME_SECONDS,
  placeToken,
  readKeyRing,
  WAITING_ROOM_TOKEN_HEADER,
} from '@frontrow/protocol';
import { startEdge } from '../../edge.ts';
import { readWorkerSettings } from '../../edge/worker-settings.ts';
import type { BenchOptions } from '../bench-options.ts';
import type { BenchStack } from '../bench-stack.ts';
import type { Side } from './compare.ts';
import { drive, type Shot } from './drive.ts';

const PATH = '/rooms/main/status';

export type PollingSides = {
  edge: (connections?: number) => Side;
  empty: Side;
  stop: () => Promise<void>;
};

/** Polls of those who wait in these places, at the edge and at a Worker on the same workerd that only sends the same bytes. */
export async function startPollingSides(
  stack: BenchStack,
  places: Place[],
  options: BenchOptions,
): Promise<PollingSides> {
  const shots = await pollShots(stack, places);
  const worker = await startEmptyWorker(stack, await firstAnswer(stack.edgeUrl, shots[0]));
  let polls = 0;
  const next = () => shots[(polls += 1) % shots.length];
  const side = ({ url, pid }: Asked, connections = options.connections): Side => ({
    pid,
    run: () => drive({ url, connections, seconds: options.seconds, next, expected: 202 }),
  });
  return {
    edge: (connections) => side({ url: stack.edgeUrl, pid: stack.edgePid }, connections),
    empty: side(worker),
    stop: worker.stop,
  };
}

type Asked = { url: string; pid: () => number | undefined };

async function pollShots(stack: BenchStack, places: Place[]): Promise<Shot[]> {
  const ring = await readKeyRing(stack.keys.place);
  return Promise.all(
    places.map(async (place) => ({
      path: PATH,
      headers: {
        accept: 'application/json',
        [WAITING_ROOM_TOKEN_HEADER]: await placeToken.sign(ring, place, PLACE_LIFETIME_SECONDS),
      },
    })),
  );
}

async function firstAnswer(url: string, shot: Shot | undefined) {
  const answer = await fetch(`${url}${PATH}`, { headers: shot?.headers ?? {} });
  if (answer.status !== 202) {
    throw new Error(`A poll was answered ${answer.status}: ${await answer.text()}`);
  }
  return { headers: [...answer.headers], body: await answer.text() };
}

type Answer = Awaited<ReturnType<typeof firstAnswer>>;

async function startEmptyWorker({ dataDir, keys, log, atStop }: BenchStack, answer: Answer) {
  const builtDir = join(dataDir, 'empty-worker');
  mkdirSync(join(builtDir, 'worker'), { recursive: true });
  mkdirSync(join(builtDir, 'client'), { recursive: true });
  const headers = answer.headers.filter(([name]) => name !== 'content-length');
  const source = `const body = ${JSON.stringify(answer.body)};
const headers = ${JSON.stringify(Object.fromEntries(headers))};
export default { fetch: () => new Response(body, { status: 202, headers }) };
`;
  writeFileSync(join(builtDir, 'worker', 'worker.js'), source);
  const settings = { ...readWorkerSettings(), objects: {} };
  const worker = await startEdge({
    dataDir,
    keys,
    log,
    builtDir,
    settings,
    originUrl: 'http://127.0.0.1:9',
    name: 'empty-edge',
  });
  atStop(worker.stop);
  return worker;
}
