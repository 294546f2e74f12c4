import { arrivalTimes, browseShop } from '@frontrow/k6';
import { chromium, type Browser } from 'playwright-core';
import type { Log } from '../../log.ts';
import { StartFailure } from '../../start-failure.ts';
import { CHROMIUM_ARGS, provideChromium } from '../../testing/chromium.ts';
import { playArrivals } from './play-arrivals.ts';
import type { LoadRun } from './play-load.ts';
import { createRecorder, type Recorder, type RunFigures } from './run-figures.ts';

const EXPECTED = [200];

/** People with browsers: each is a new one, with a place of its own. */
export async function playBrowsers(run: LoadRun, log: Log): Promise<RunFigures> {
  if (run.target === 'origin') {
    throw new StartFailure('Pages are served at the edge: browser has no --target origin.');
  }
  const browser = await chromium.launch({
    executablePath: await provideChromium(log),
    args: CHROMIUM_ARGS,
  });
  const startedAt = performance.now();
  const overAt = startedAt + run.plan.load.seconds * 1000;
  const recorder = createRecorder({ startedAt, overAt });
  try {
    await playArrivals({ startedAt, atSeconds: arrivalTimes(run.plan.load) }, (dueAt) => {
      recorder.came();
      return visit(browser, { url: run.url, recorder, dueAt, log });
    });
  } finally {
    await browser.close();
  }
  return recorder.figures((performance.now() - startedAt) / 1000);
}

type Visit = { url: string; recorder: Recorder; dueAt: number; log: Log };

async function visit(browser: Browser, { url, recorder, dueAt, log }: Visit): Promise<void> {
  const context = await browser.newContext();
  const seen = (name: string, tookMs: number, status = 200) =>
    recorder.answered(
      { ask: { kind: 'business', name, expected: EXPECTED }, status },
      { tookMs, behindMs: 0, dueAt },
    );
  try {
    await browseShop(await context.newPage(), url, seen);
  } catch (error) {
    // A page that never came is a failed call, not the end of the run.
    seen('page', performance.now() - dueAt, 0);
    log(`A page did not come: ${String(error).split('\n', 1)[0] ?? ''}`);
  } finally {
    await context.close();
  }
}
