import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  PLACE_LIFETIME_SECONDS,
  placeToken,
  readKeyRing,
  WAITING_ROOM_TOKEN_HEADER,
} from '@frontrow/protocol';
import { startEdge } from '../../edge.ts';
import { readWorkerSettings } from '../../edge/worker-settings.ts';
import type { Bench } from '../bench-options.ts';
import type { BenchStack } from '../bench-stack.ts';
import { growthByConnections } from '../growth/growth-by-connections.ts';
import { compare } from '../measuring/compare.ts';
import { drive, type Shot } from '../measuring/drive.ts';
import { arrivedPlaces } from '../measuring/signed-shots.ts';
import { type BenchReport, ratioRow } from '../results/bench-report.ts';

const AT_LEAST = 0.7;
const HINT = `A poll that is answered asks nobody: the room's snapshot and the places that were verified lie in the isolate's memory. What it
adds to the empty Worker is reading the address and the headers, computing where the place stands, and writing that as JSON.`;
const POLLERS = 1_000;
/** Settings reach Redis with a tick and the isolate with its next snapshot. */
const IN_FORCE_MS = 2_500;
const PATH = '/rooms/main/status';

/** A poll of somebody who waits, beside a Worker on the same workerd that only sends the same bytes. */
export async function benchPolls({ stack, options }: Bench): Promise<BenchReport> {
  await stack.changeRoom({ queue_all: true });
  await sleep(IN_FORCE_MS);
  try {
    const shots = await pollShots(stack);
    const empty = await startEmptyWorker(stack, await firstAnswer(stack.edgeUrl, shots[0]));
    const { seconds, rounds } = options;
    let polls = 0;
    const next = () => shots[(polls += 1) % shots.length];
    const side = ({ url, pid }: Asked, connections = options.connections) => ({
      pid,
      run: () => drive({ url, connections, seconds, next, expected: 202 }),
    });
    const edge = { url: stack.edgeUrl, pid: stack.edgePid };
    const compared = await compare(side(edge), side(empty), rounds);
    await empty.stop();
    const what = 'status poll at the edge';
    const rows = [ratioRow(what, compared, { atLeast: AT_LEAST })];
    const growth = await growthByConnections(what, (connections) => side(edge, connections));
    return { name: 'polls', title: 'Polling', rows, growth, hint: HINT };
  } finally {
    await stack.changeRoom({ queue_all: false });
    await sleep(IN_FORCE_MS);
  }
}

type Asked = { url: string; pid: () => number | undefined };

async function pollShots(stack: BenchStack): Promise<Shot[]> {
  const ring = await readKeyRing(stack.keys.place);
  const places = await arrivedPlaces(stack, POLLERS);
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
