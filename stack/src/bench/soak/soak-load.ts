import { type Plan, PLANS, startVisit } from '@frontrow/k6';
import { type RunAudit, startAudit } from '../../load/audit/audit-run.ts';
import { createSender } from '../../load/driver/http-sender.ts';
import { nodeTools } from '../../load/driver/node-tools.ts';
import { playLoad } from '../../load/driver/play-load.ts';
import { playVisit } from '../../load/driver/play-visit.ts';
import { createRecorder, type RunFigures } from '../../load/driver/run-figures.ts';
import { prepareRun } from '../../load/shop/prepare-run.ts';
import type { BenchStack } from '../bench-stack.ts';

/** Together fewer than the room calls, so that the line stays as long as the crowd makes it. */
const BUYERS_A_SECOND = 3;
const CALLS_A_MINUTE = 300;
const CROWD = 60;
const ACCOUNTS = 200;
const NOTHING = { logins: [], prize: { scheduleId: 0, seatNos: [] } };

export type Soaked = { buyers: RunFigures; crowd: RunFigures; audit: RunAudit };

/**
 * Buyers who come at a rate, wait, browse, hold and pay, all through the edge, in a line that a crowd keeps long:
 * whoever of it is called goes home and comes back. `whileLoaded` runs beside it.
 */
export async function soak(
  stack: BenchStack,
  seconds: number,
  whileLoaded: (isOver: () => boolean) => Promise<void>,
): Promise<Soaked> {
  await stack.changeRoom({ new_users_per_minute: CALLS_A_MINUTE });
  const load = { shape: 'steady' as const, perSecond: BUYERS_A_SECOND, seconds };
  const plan: Plan = { ...PLANS.soak, load };
  const { edgeUrl, originUrl, databaseUrl, keys, log } = stack;
  const shop = { edgeUrl, originUrl, databaseUrl, edgeKeys: keys.edge };
  const target = 'edge' as const;
  const preparation = await prepareRun({ shop, target, plan, accounts: ACCOUNTS, log });
  const audit = await startAudit(stack);
  const listen = () => audit.listen();
  const overAt = performance.now() + seconds * 1000;
  const isOver = () => performance.now() >= overAt;
  const [buyers, crowd] = await Promise.all([
    playLoad({ plan, target, url: edgeUrl, edgeKeys: keys.edge, preparation, listen }),
    keepCrowd({ url: edgeUrl, edgeKeys: keys.edge, overAt, isOver, listen }),
    whileLoaded(isOver),
  ]);
  return { buyers, crowd, audit: await audit.finish(buyers.bookings) };
}

type Crowd = {
  url: string;
  edgeKeys: string;
  overAt: number;
  isOver: () => boolean;
  listen: Awaited<ReturnType<typeof startAudit>>['listen'];
};

async function keepCrowd({ url, edgeKeys, overAt, isOver, listen }: Crowd): Promise<RunFigures> {
  const sender = createSender(url);
  const startedAt = performance.now();
  const recorder = createRecorder({ startedAt, overAt });
  const door = { target: 'edge' as const, edgeKeys, tools: nodeTools };
  const one = async () => {
    while (!isOver()) {
      const index = recorder.came();
      const visit = startVisit({
        ...door,
        plan: PLANS['waiting-crowd'],
        preparation: NOTHING,
        index,
        isOver,
      });
      const options = { sender, recorder, dueAt: performance.now(), overAt, onHeard: listen() };
      await playVisit(visit, options);
    }
  };
  try {
    await Promise.all(Array.from({ length: CROWD }, one));
  } finally {
    await sender.close();
  }
  return recorder.figures((performance.now() - startedAt) / 1000);
}
