import { type Plan, PLANS, type Target } from '@frontrow/k6';
import type { Log } from '../log.ts';
import { createAskOrigin } from '../origins/ask-origin.ts';
import { type Audit, startAudit } from './audit/audit-run.ts';
import { runK6 } from './driver/k6-driver.ts';
import { playBrowsers } from './driver/play-browsers.ts';
import { type LoadRun, playLoad } from './driver/play-load.ts';
import type { RunFigures } from './driver/run-figures.ts';
import { type LoadReport, reportRun } from './report-run.ts';
import { type Shop, urlOf } from './shop/find-shop.ts';
import { prepareRun } from './shop/prepare-run.ts';

type Options = {
  plan: Plan;
  target: Target;
  shop: Shop;
  accounts: number;
  keepIn?: string | undefined;
  /** The program, where there is one; else the visits are played from here. */
  k6?: string | undefined;
  log: Log;
};

/** Visitors of k6 whose answers stay with k6 are no witnesses of the order: some of ours wait among them. */
const WITNESSES = 20;

/** Prepares, plays and audits one scenario. The audit is part of the run: without it there is no report. */
export async function runLoad(options: Options): Promise<LoadReport> {
  const { plan, target, shop, log } = options;
  const url = urlOf(shop, target);
  const preparation = await prepareRun(options);
  const origin = await createAskOrigin(shop.originUrl, shop.edgeKeys);
  const audit = await startAudit({ databaseUrl: shop.databaseUrl, origin });
  try {
    log(`${plan.name}: ${plan.question}`);
    const figures = await play(options, audit, {
      plan,
      target,
      url,
      edgeKeys: shop.edgeKeys,
      preparation,
    });
    log('Auditing seats, money, room and order …');
    return reportRun({ plan, target, figures, audit: await audit.finish(figures.bookings) });
  } catch (error) {
    await audit.cancel();
    throw error;
  }
}

async function play({ k6, log }: Options, audit: Audit, run: LoadRun): Promise<RunFigures> {
  if (k6 === undefined) {
    return run.plan.visit === 'browse'
      ? playBrowsers(run, log)
      : playLoad({ ...run, listen: audit.listen });
  }
  log(`Played by ${k6}.`);
  const over = new AbortController();
  try {
    const [figures] = await Promise.all([
      runK6(k6, run, { log, signal: over.signal }),
      playWitnesses(run, audit),
    ]);
    return figures;
  } finally {
    // Where the witnesses failed, k6 would go on.
    over.abort();
  }
}

async function playWitnesses(run: LoadRun, { listen }: Audit): Promise<void> {
  const { seconds } = run.plan.load;
  const load = { shape: 'steady' as const, perSecond: WITNESSES / seconds, seconds };
  await playLoad({ ...run, plan: { ...PLANS['waiting-crowd'], load }, listen });
}
