import { sleep } from 'k6';
import exec from 'k6/execution';
import type { Plan } from '../plans/plan.ts';
import { type Preparation, startVisit } from '../visits/start-visit.ts';
import { k6Tools } from './k6-tools.ts';
import { playVisit } from './play-visit.ts';
import { edgeKeys, target } from './settings.ts';

/** One visitor of the plan: a new place, the next account. A user of a ramp comes again when its next journey begins. */
export function runVisit(plan: Plan, preparation: Preparation): void {
  const cameAtMs = Date.now();
  const startedAtMs = exec.scenario.startTime;
  const overAtMs = startedAtMs + plan.load.seconds * 1000;
  const visit = startVisit({
    plan,
    preparation,
    target,
    edgeKeys,
    tools: k6Tools,
    index: exec.scenario.iterationInTest,
    isOver: () => Date.now() >= overAtMs,
  });
  playVisit(visit, { startedAtMs, overAtMs });
  if (plan.load.shape === 'ramp') {
    const againAtMs = Math.min(overAtMs, cameAtMs + plan.load.journeySeconds * 1000);
    sleep(Math.max(0, againAtMs - Date.now()) / 1000);
  }
}
