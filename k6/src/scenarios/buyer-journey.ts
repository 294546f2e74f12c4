import { k6Options } from '../lib/k6-options.ts';
import { runVisit } from '../lib/run-plan.ts';
import { asChanged, readPreparation } from '../lib/settings.ts';
import { PLANS } from '../plans/plans.ts';

/** How fast are the seven calls of a buyer at an everyday rate? */
const plan = asChanged(PLANS['buyer-journey']);
const preparation = readPreparation(plan);

export const options = k6Options(plan);
export { handleSummary } from '../lib/summary.ts';

export default function visit(): void {
  runVisit(plan, preparation);
}
