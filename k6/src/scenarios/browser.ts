import { browser } from 'k6/browser';
import { k6Options } from '../lib/k6-options.ts';
import { answerMs, failed } from '../lib/metrics.ts';
import { asChanged, target, url } from '../lib/settings.ts';
import { PLANS } from '../plans/plans.ts';
import { browseShop } from '../visits/browse-shop.ts';

/** How long does a person look at what, from the first page to the shop? */
const plan = asChanged(PLANS.browser);
if (target === 'origin') {
  throw new Error('Pages are served at the edge: this scenario has no TARGET=origin.');
}

export const options = k6Options(plan);
export { handleSummary } from '../lib/summary.ts';

export default async function visit(): Promise<void> {
  const context = await browser.newContext();
  const page = await context.newPage();
  const kind = 'business';
  try {
    await browseShop(page, url, (name, ms) => answerMs.add(ms, { kind, name }));
    failed.add(false, { kind });
  } catch (error) {
    // A page that never came is a failed visit, not the end of the run.
    failed.add(true, { kind });
    console.error(String(error));
  } finally {
    await context.close();
  }
}
