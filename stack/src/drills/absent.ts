import { setTimeout as sleep } from 'node:timers/promises';
import type { RoomSnapshot } from '@frontrow/protocol';
import type { Log } from '../log.ts';
import { type DrillStack, startDrillStack } from './drill-stack.ts';
import { createDrillVisitor, joinAll } from './drill-visitor.ts';
import type { DrillReport } from './keep-report.ts';

type Options = { visitors: number; log: Log };

const CAPACITY = 100;
const ENTRIES_PER_MINUTE = 6_000;
/** Each visit lasts between these, evenly spread: 20 s on average, so that about five leave in a second. */
const SHORTEST_VISIT_MS = 10_000;
const LONGEST_VISIT_MS = 30_000;
/** The room learns how many come while it fills; measured is what follows. */
const SETTLING_MS = 45_000;
const MEASURED_MS = 120_000;
const SAMPLE_MS = 250;

/**
 * Every second visitor of the line has gone away. Measures how much of the room's capacity the others use, and how
 * many of them were in by the latest time that they had first been told.
 */
export async function drillAbsent({ visitors, log }: Options): Promise<DrillReport> {
  const stack = await startDrillStack({ log });
  const over = new AbortController();
  try {
    await stack.changeRoom({
      total_active_users: CAPACITY,
      new_users_per_minute: ENTRIES_PER_MINUTE,
      claim_seconds: 60,
      queue_all: true,
    });
    await sleep(2_500);
    const present = await join(stack, visitors);
    log(`${visitors} wait, every second of them absent.`);
    await stack.changeRoom({ queue_all: false });
    const visits = present.map((visitor) =>
      visitor.visit({ insideMs: visitLength(), signal: over.signal }),
    );
    await sleep(SETTLING_MS);
    log('The room has settled; measuring.');
    const usage = await measure(stack);
    const atTheEnd = await stack.origin.snapshot();
    over.abort();
    await Promise.allSettled(visits);
    return report(atTheEnd, { visitors, ...usage });
  } finally {
    over.abort();
    await stack.stop();
  }
}

async function join({ edgeUrl }: DrillStack, count: number) {
  const visitors = Array.from({ length: count }, () =>
    createDrillVisitor(edgeUrl, () => undefined),
  );
  await joinAll(visitors);
  return visitors.filter((_, index) => index % 2 === 1);
}

function visitLength(): number {
  return SHORTEST_VISIT_MS + Math.random() * (LONGEST_VISIT_MS - SHORTEST_VISIT_MS);
}

type Usage = { mean: number; most: number; samples: number };

async function measure({ origin }: DrillStack): Promise<Usage> {
  const until = performance.now() + MEASURED_MS;
  const samples: number[] = [];
  while (performance.now() < until) {
    const snapshot = await origin.snapshot();
    if (snapshot !== undefined) {
      samples.push(snapshot.active);
    }
    await sleep(SAMPLE_MS);
  }
  const sum = samples.reduce((total, active) => total + active, 0);
  return { mean: sum / samples.length, most: Math.max(...samples), samples: samples.length };
}

function report(
  snapshot: RoomSnapshot | undefined,
  { visitors, mean, most, samples }: Usage & { visitors: number },
): DrillReport {
  const {
    entered = 0,
    noShow = 0,
    etaEarly = 0,
    etaWithin = 0,
    etaLate = 0,
  } = snapshot?.totals ?? {};
  const judged = etaEarly + etaWithin + etaLate;
  return {
    name: 'absent',
    title: 'Every second visitor of the line has gone away',
    rows: [
      { what: 'visitors in line, every second absent', value: visitors },
      { what: 'entered', value: entered },
      { what: 'calls that lapsed', value: noShow },
      {
        what: 'measured share of the called who come, %',
        value: percent(snapshot?.flow.showUp ?? 0),
      },
      { what: 'readings of the room', value: samples },
      { what: 'capacity in use on average, %', value: percent(mean / CAPACITY), atLeast: 95 },
      { what: 'most visitors inside at one time', value: most, atMost: CAPACITY },
      { what: 'entered with a promised time', value: judged },
      {
        what: 'of them in by the latest time first told, %',
        value: judged === 0 ? 0 : percent((etaEarly + etaWithin) / judged),
      },
    ],
  };
}

function percent(share: number): number {
  return Math.round(share * 1000) / 10;
}
