import { type Plan, PLANS, type Target } from '@frontrow/k6';
import type { Log } from '../log.ts';
import { createAskOrigin } from '../origins/ask-origin.ts';
import { type Processors, watchProcessors } from '../processors/watch-processors.ts';
import { type Audit, startAudit } from './audit/audit-run.ts';
import { runK6 } from './driver/k6-driver.ts';
import { playBrowsers } from './driver/play-browsers.ts';
import { type LoadRun, playLoad } from './driver/play-load.ts';
import type { RunFigures } from './driver/run-figures.ts';
import { type LoadReport, reportRun } from './report-run.ts';
import { type Shop, urlOf } from './shop/find-shop.ts';
import type { OwnShop } from './shop/own-shop.ts';
import { prepareRun } from './shop/prepare-run.ts';

type Options = {
  plan: Plan;
  target: Target;
  shop: Shop;
  /** Where the shop is the run's own, and so on this machine. */
  readCpu?: OwnShop['readCpu'] | undefined;
  accounts: number;
  keepIn?: string | undefined;
  /** The program, where there is one; else the visits are played from here. */
  k6?: string | undefined;
  log: Log;
};

type Played = { figures: RunFigures; processors?: Processors };

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
    const run = { plan, target, url, edgeKeys: shop.edgeKeys, preparation };
    const played = await playWatched(options, audit, run);
    log('Auditing seats, money, room and order …');
    const { bookings } = played.figures;
    return reportRun({ plan, target, ...played, audit: await audit.finish(bookings) });
  } catch (error) {
    await audit.cancel();
    throw error;
  }
}

/** Of a shop that is the run's own, what each part of it had of the processors is told too. */
async function playWatched(options: Options, audit: Audit, run: LoadRun): Promise<Played> {
  const { readCpu } = options;
  if (readCpu === undefined) {
    return { figures: await play(options, audit, run) };
  }
  const beside: number[] = [];
  const watch = await watchProcessors(() => readCpu(() => beside));
  const figures = await play(options, audit, run, (pid) => beside.push(pid)).finally(() =>
    watch.stop(),
  );
  return { figures, processors: await watch.stop() };
}

async function play(
  { k6, log }: Options,
  audit: Audit,
  run: LoadRun,
  started?: (pid: number) => void,
): Promise<RunFigures> {
  if (k6 === undefined) {
    return run.plan.visit === 'browse'
      ? playBrowsers(run, log)
      : playLoad({ ...run, listen: audit.listen });
  }
  log(`Played by ${k6}.`);
  const over = new AbortController();
  try {
    const [figures] = await Promise.all([
      runK6(k6, run, { log, signal: over.signal, started }),
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
