import {
  arrivalTimes,
  type DoorOptions,
  type Plan,
  type Preparation,
  startVisit,
} from '@frontrow/k6';
import { createSender } from './http-sender.ts';
import { nodeTools } from './node-tools.ts';
import { playArrivals } from './play-arrivals.ts';
import { type Heard, playVisit } from './play-visit.ts';
import { createRecorder, type RunFigures } from './run-figures.ts';

/** Whoever is inside when the time is over finishes; what takes longer than this is cut off. */
const GRACE_MS = 60_000;

export type LoadRun = Pick<DoorOptions, 'target' | 'edgeKeys'> & {
  plan: Plan;
  /** The edge or the origins, as the target says. */
  url: string;
  preparation: Preparation;
  /** What a visitor is told about its place; one function a visitor. */
  listen?: () => (heard: Heard) => void;
  /** At one time; where fewer than requests under way, the driver holds back what the shop should feel. */
  connections?: number;
};

/** Visitors come at their times, whether or not those before them were answered. */
export async function playLoad(run: LoadRun): Promise<RunFigures> {
  const { plan, url, connections, listen = () => () => undefined } = run;
  const sender = createSender(url, connections === undefined ? {} : { connections });
  const startedAt = performance.now();
  const overAt = startedAt + plan.load.seconds * 1000;
  const recorder = createRecorder({ startedAt, overAt });
  const isOver = () => performance.now() >= overAt;
  const cutOff = setTimeout(() => void sender.close(), overAt - startedAt + GRACE_MS);
  try {
    await playArrivals({ startedAt, atSeconds: arrivalTimes(plan.load) }, (dueAt) => {
      const index = recorder.came() - 1;
      const visit = startVisit({ ...run, tools: nodeTools, index, isOver });
      return playVisit(visit, { sender, recorder, dueAt, overAt, onHeard: listen() });
    });
  } finally {
    clearTimeout(cutOff);
    await sender.close();
  }
  return recorder.figures((performance.now() - startedAt) / 1000);
}
