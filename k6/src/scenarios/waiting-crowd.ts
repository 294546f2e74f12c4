import { k6Options } from '../lib/k6-options.ts';
import { runVisit } from '../lib/run-plan.ts';
import { asChanged, readPreparation } from '../lib/settings.ts';
import { PLANS } from '../plans/plans.ts';

/** What does a crowd cost that only waits and polls? */
const plan = asChanged(PLANS['waiting-crowd']);
const preparation = readPreparation(plan);

export const options = k6Options(plan);
export { handleSummary } from '../lib/summary.ts';

export default function visit(): void {
  runVisit(plan, preparation);
}
