import { setTimeout as sleep } from 'node:timers/promises';
import { type Plan, PLANS, type Preparation, startVisit } from '@frontrow/k6';
import { stageLine } from '../capacity/measure-capacity.ts';
import { isMeasured, type Stage, type Target } from '../capacity/sizing-rule.ts';
import { createSender } from '../load/driver/http-sender.ts';
import { nodeTools } from '../load/driver/node-tools.ts';
import { playVisit } from '../load/driver/play-visit.ts';
import { createRecorder, NOTHING, type RunFigures } from '../load/driver/run-figures.ts';
import type { Log } from '../log.ts';

type Options = {
  edgeUrl: string;
  preparation: Preparation;
  target: Target;
  log: Log;
  mostVisitors?: number;
  stageMs?: number;
};

const MOST_VISITORS = 128;
const WARM_UP_MS = 1_000;
const STAGE_MS = 6_000;
/** The seven calls without a pause: what is between them costs nothing. */
const JOURNEY: Plan = { ...PLANS['ramp-5000'], thinkSeconds: 0 };

/**
 * What the shop carries of the visits that are played later, each with a place of its own, from joining to the payment:
 * with so many visitors at once, each followed by the next, and twice as many until it is slow or serves no more.
 */
export async function measureVisits(options: Options): Promise<Stage[]> {
  const { target, log, mostVisitors = MOST_VISITORS } = options;
  const stages: Stage[] = [];
  for (let visitors = 1; visitors <= mostVisitors; visitors *= 2) {
    const stage = await measureStage(visitors, options);
    stages.push(stage);
    log(stageLine(stage));
    if (isMeasured(stages, target)) {
      break;
    }
  }
  return stages;
}

async function measureStage(
  visitors: number,
  { edgeUrl, preparation, stageMs = STAGE_MS }: Options,
): Promise<Stage> {
  const sender = createSender(edgeUrl);
  const overAt = performance.now() + WARM_UP_MS + stageMs;
  const isOver = () => performance.now() >= overAt;
  const newRecorder = () => createRecorder({ startedAt: performance.now(), overAt });
  let recorder = newRecorder();
  // What comes after the warm-up is told to another one, from the middle of a visit too.
  const listening: Parameters<typeof playVisit>[1]['recorder'] = {
    answered: (...told) => recorder.answered(...told),
    told: (...told) => recorder.told(...told),
  };
  let index = 0;
  async function visitOn(): Promise<void> {
    while (!isOver()) {
      const door = { target: 'edge' as const, edgeKeys: '', tools: nodeTools };
      const visit = startVisit({ ...door, plan: JOURNEY, preparation, index, isOver });
      index += 1;
      await playVisit(visit, { sender, recorder: listening, dueAt: performance.now(), overAt });
    }
  }
  try {
    const visiting = Promise.all(Array.from({ length: visitors }, visitOn));
    await sleep(WARM_UP_MS);
    recorder = newRecorder();
    const startedAt = performance.now();
    await sleep(stageMs);
    const figures = recorder.figures((performance.now() - startedAt) / 1000);
    await visiting;
    return stageOf(visitors, figures);
  } finally {
    await sender.close();
  }
}

function stageOf(buyers: number, { byKind, seconds }: RunFigures): Stage {
  const { business = NOTHING, room = NOTHING } = byKind;
  const calls = business.calls + room.calls;
  return {
    buyers,
    // The calls of the shop: joining and entering come with them, and count by what they cost.
    requestsPerSecond: business.calls / seconds,
    // Without an answer in all that time the shop is not within any target.
    p95Ms: business.calls === 0 ? Infinity : business.p95Ms,
    errorShare: calls === 0 ? 1 : (business.failed + room.failed) / calls,
  };
}
