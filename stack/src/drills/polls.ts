import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  PLACE_LIFETIME_SECONDS,
  placeToken,
  readKeyRing,
  WAITING_ROOM_TOKEN_HEADER,
  type Place,
} from '@frontrow/protocol';
import type { Log } from '../log.ts';
import { originRequests } from '../origins/origin-requests.ts';
import type { ResultRow } from '../results/result-row.ts';
import { type DrillStack, startDrillStack } from './drill-stack.ts';
import type { DrillReport } from './keep-report.ts';

type Options = { visitors: number; log: Log };
type Line = { waiting: number; tokens: string[] };

const STEPS = [1_000, 10_000, 100_000, 1_000_000];
const BATCH = 256;
const BATCHES_AT_ONCE = 4;
const POLLING_MS = 10_000;
const POLLERS = 16;
/** One place of each batch polls: spread over the whole line. */
const TOKENS_AT_MOST = 4_000;
/** Each isolate renews its snapshot once a second; nothing else may grow with the line. */
const ORIGIN_REQUESTS_AT_MOST = 5;

/**
 * Fills the line step by step through the batch call, then polls at the edge as fast as it answers, and
 * counts what reaches the origins meanwhile.
 */
export async function drillPolls({ visitors, log }: Options): Promise<DrillReport> {
  const stack = await startDrillStack({ log });
  try {
    await stack.changeRoom({ queue_all: true });
    await sleep(2_500);
    const line: Line = { waiting: 0, tokens: [] };
    const rows: ResultRow[] = [];
    for (const waiting of stepsTo(visitors)) {
      await fill(stack, line, waiting);
      rows.push(...(await measure(stack, line)));
      log(`${waiting} waiting: done.`);
    }
    return {
      name: 'polls',
      title: 'What polls cost the origin',
      rows,
    };
  } finally {
    await stack.stop();
  }
}

/** The last is all who were asked for, also where that is none of the usual steps. */
export function stepsTo(visitors: number): number[] {
  return [...STEPS.filter((step) => step < visitors), visitors];
}

async function fill(stack: DrillStack, line: Line, waiting: number): Promise<void> {
  const placeKeys = await readKeyRing(stack.keys.place);
  const batches = Math.ceil((waiting - line.waiting) / BATCH);
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < batches) {
      next += 1;
      const size = Math.min(BATCH, waiting - line.waiting);
      line.waiting += size;
      const ids = Array.from({ length: size }, () => randomBytes(16).toString('base64url'));
      const { epoch, places } = await stack.origin.arrive(ids);
      const { id, number } = places[0] ?? { id: '', number: 0 };
      if (line.tokens.length < TOKENS_AT_MOST) {
        const place: Place = {
          room: 'main',
          id,
          number,
          lane: 'main',
          epoch,
          aheadAtJoin: number ?? 0,
          called: false,
          ticket: null,
          promise: null,
        };
        line.tokens.push(await placeToken.sign(placeKeys, place, PLACE_LIFETIME_SECONDS));
      }
    }
  };
  await Promise.all(Array.from({ length: BATCHES_AT_ONCE }, worker));
}

async function measure(stack: DrillStack, { waiting, tokens }: Line): Promise<ResultRow[]> {
  // The snapshot in the isolate is to be of this step.
  await sleep(1_500);
  const before = await originRequests(stack.metricsUrls);
  const startedAt = performance.now();
  const polls = await poll(stack.edgeUrl, tokens, startedAt + POLLING_MS);
  const seconds = (performance.now() - startedAt) / 1000;
  const reached = (await originRequests(stack.metricsUrls)) - before;
  const label = waiting.toLocaleString('en');
  return [
    { what: `${label} waiting: polls answered a second`, value: Math.round(polls / seconds) },
    {
      what: `${label} waiting: origin requests a second`,
      value: Math.round((reached / seconds) * 100) / 100,
      atMost: ORIGIN_REQUESTS_AT_MOST,
    },
  ];
}

/** Each answer must be 202 with a position: anything else ends the drill. */
async function poll(edgeUrl: string, tokens: string[], until: number): Promise<number> {
  let polls = 0;
  const poller = async (): Promise<void> => {
    while (performance.now() < until) {
      polls += 1;
      const token = tokens[polls % tokens.length] ?? '';
      const response = await fetch(`${edgeUrl}/rooms/main/status`, {
        headers: { accept: 'application/json', [WAITING_ROOM_TOKEN_HEADER]: token },
      });
      const { position } = (await response.json()) as { position: number | null };
      if (response.status !== 202 || position === null) {
        throw new Error(`A poll was answered ${response.status} without a position.`);
      }
    }
  };
  await Promise.all(Array.from({ length: POLLERS }, poller));
  return polls;
}
