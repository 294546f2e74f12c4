import { k6Options } from '../lib/k6-options.ts';
import { runVisit } from '../lib/run-plan.ts';
import { asChanged, readPreparation } from '../lib/settings.ts';
import { PLANS } from '../plans/plans.ts';

/** Do those inside shop undisturbed when everybody comes at the same moment? */
const plan = asChanged(PLANS['on-sale-rush']);
const preparation = readPreparation(plan);

export const options = k6Options(plan);
export { handleSummary } from '../lib/summary.ts';

export default function visit(): void {
  runVisit(plan, preparation);
}
