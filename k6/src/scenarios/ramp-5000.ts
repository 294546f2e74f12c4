import { k6Options } from '../lib/k6-options.ts';
import { runVisit } from '../lib/run-plan.ts';
import { asChanged, readPreparation } from '../lib/settings.ts';
import { PLANS } from '../plans/plans.ts';

/** What becomes of the shop while 5,000 users come in within five minutes? */
const plan = asChanged(PLANS['ramp-5000']);
const preparation = readPreparation(plan);

export const options = k6Options(plan);
export { handleSummary } from '../lib/summary.ts';

export default function visit(): void {
  runVisit(plan, preparation);
}
